import { useState, type ReactElement } from 'react';
import { day } from '../../parts/format.js';
import type { Certificate } from '../types.js';
import { expiryOf } from './expiry.js';
import classes from './pages.module.css';

/** How much of a certificate's life is over, drawn and said. */
export function ExpiryBar({ certificate }: { certificate: Certificate }): ReactElement {
  const [now] = useState(() => performance.timeOrigin + performance.now());
  const { spent, urgency, words } = expiryOf(certificate, now);
  return (
    <div className={classes.expiry} data-urgency={urgency}>
      <progress max={1} value={spent} aria-label={`Life of the certificate: ${words}`} />
      <p>
        <b>{words}</b>
        <span className="quiet">
          {day(certificate.not_before)} – {day(certificate.not_after)}
        </span>
      </p>
    </div>
  );
}
