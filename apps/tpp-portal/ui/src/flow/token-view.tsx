import type { ReactElement } from 'react';
import type { DecodedJwt } from '../api/types.js';
import { JsonBlock } from '../parts/code-block.js';
import { clock, duration } from '../parts/format.js';
import classes from './hop.module.css';

const times = ['iat', 'nbf', 'exp', 'auth_time'] as const;

/** A JWT's header and payload; its signature is not kept anywhere. */
export function TokenView({ jwt, at }: { jwt: DecodedJwt; at: string }): ReactElement {
  return (
    <div className={classes.token}>
      <p className={classes.tokenName}>
        {jwt.where}, decoded
        {typeof jwt.header['typ'] === 'string' ? <code>{jwt.header['typ']}</code> : null}
      </p>
      <div className={classes.halves}>
        <JsonBlock value={jwt.header} label={`header of the ${jwt.where}`} />
        <JsonBlock value={jwt.payload} label={`payload of the ${jwt.where}`} />
      </div>
      <Times payload={jwt.payload} at={at} />
    </div>
  );
}

function Times({
  payload,
  at,
}: {
  payload: DecodedJwt['payload'];
  at: string;
}): ReactElement | null {
  const known = times.flatMap((name) => {
    const value = payload[name];
    return typeof value === 'number' ? [{ name, time: new Date(value * 1000) }] : [];
  });
  if (known.length === 0) return null;
  const from = new Date(at).getTime();
  return (
    <dl className={classes.times}>
      {known.map(({ name, time }) => {
        const offset = time.getTime() - from;
        return (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              {clock(time.toISOString())}
              <span className="quiet">
                {' '}
                {Math.abs(offset) < 1500
                  ? 'at this hop'
                  : offset > 0
                    ? `${duration(offset)} after this hop`
                    : `${duration(-offset)} before this hop`}
              </span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
