import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { call } from '../api/api.js';
import { useAct } from '../parts/use-act.js';
import { useResource } from '../api/use-resource.js';
import { moment } from '../parts/format.js';
import { Failure, Waiting } from '../parts/states.js';
import { browserWords } from './browser-words.js';
import classes from './identity.module.css';

interface SignIn {
  signInId: string;
  method: 'guest' | 'password' | 'passkey';
  agent: string;
  signedInAt: string;
  lastSeenAt: string;
  isThis: boolean;
}

/** Where somebody is signed in, and how to end it from here. */
export function SignInsSection(): ReactElement {
  const { data, error, reload } = useResource<{ signIns: SignIn[] }>('/api/account/sign-ins');
  const { busy, error: refused, run } = useAct();
  const end = async (id: string): Promise<void> => {
    await run(() => call(`/api/account/sign-ins${id}`, { method: 'DELETE' }));
    reload();
  };
  const others = data?.signIns.filter(({ isThis }) => !isThis) ?? [];
  return (
    <section className={classes.card} aria-labelledby="sign-ins-title">
      <h2 id="sign-ins-title">Where you are signed in</h2>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {data === undefined && error === undefined ? <Waiting lines={2} /> : null}
      <ul className={classes.rows}>
        {data?.signIns.map(({ signInId, method, agent, lastSeenAt, isThis }) => (
          <li key={signInId} className={classes.row}>
            <div>
              <p className={classes.rowName}>{browserWords(agent)}</p>
              <p className="quiet">
                With a {method} · last seen {moment(lastSeenAt)}
              </p>
            </div>
            {isThis ? (
              <span className={classes.mark}>This browser</span>
            ) : (
              <Button variant="subtle" disabled={busy} onClick={() => void end(`/${signInId}`)}>
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
      {refused === undefined ? null : <Failure error={refused} />}
      {others.length > 1 ? (
        <div className={classes.actions}>
          <Button variant="default" loading={busy} onClick={() => void end('')}>
            Sign out everywhere else
          </Button>
        </div>
      ) : null}
    </section>
  );
}
