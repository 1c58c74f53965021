import { useState, type ReactElement } from 'react';
import { day } from '../../parts/format.js';
import type { Certificate } from '../types.js';
import { expiryOf } from './expiry.js';
import classes from './pages.module.css';

/** How much of a certificate's life is left, drawn and said. */
export function ExpiryBar({ certificate }: { certificate: Certificate }): ReactElement {
  const [now] = useState(() => performance.timeOrigin + performance.now());
  const { left, urgency, words } = expiryOf(certificate, now);
  return (
    <div className={classes.expiry} data-urgency={urgency}>
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect width="100" height="4" className={classes.track} />
        <rect width={Math.round(left * 1000) / 10} height="4" className={classes.left} />
      </svg>
      <p>
        <b>{words}</b>
        <span className="quiet">
          {day(certificate.not_before)} – {day(certificate.not_after)}
        </span>
      </p>
    </div>
  );
}
