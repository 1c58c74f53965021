import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link, useLocation } from 'react-router';
import { apiErrorOf, call, type ApiError } from '../api/api.js';
import { Failure } from '../parts/states.js';
import classes from './identity.module.css';
import { useMe, type Me } from './me.js';

/** Shown in place of a page that belongs to somebody: three ways in, the quickest first. */
export function SignInInvitation({ what, me }: { what: string; me: Me | null }): ReactElement {
  const { pathname, search } = useLocation();
  const next = `?next=${encodeURIComponent(`${pathname}${search}`)}`;
  if (me?.isOperator === true) {
    return (
      <section className={classes.invitation}>
        <h2 className={classes.title}>This page is for developers</h2>
        <p className="lead">
          An operator watches over all applications and has none. Sign out, and in again with an
          account of your own, to {what}.
        </p>
        <p>
          <Link to="/operator">To the operator’s pages</Link>
        </p>
      </section>
    );
  }
  return (
    <section className={classes.invitation}>
      <h2 className={classes.title}>A workspace first</h2>
      <p className="lead">You need one to {what}. As a guest you have it at once, with no form.</p>
      <StartAsGuest />
      <p>
        Or <Link to={`/sign-up${next}`}>create an account</Link>, or{' '}
        <Link to={`/sign-in${next}`}>sign in</Link> to the one you have.
      </p>
    </section>
  );
}

/** Makes a workspace at the press of a button. */
export function StartAsGuest({ onStarted }: { onStarted?: () => void }): ReactElement {
  const { reload } = useMe();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();

  const start = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await call('/api/guests', { method: 'POST' });
      reload();
      onStarted?.();
    } catch (thrown) {
      setError(apiErrorOf(thrown));
      setBusy(false);
    }
  };

  return (
    <>
      <div className={classes.actions}>
        <Button id="start-as-guest" size="lg" loading={busy} onClick={() => void start()}>
          Start as a guest
        </Button>
        <p className="quiet">
          Kept for seven days in this browser. Claim it with a password or a passkey to keep it for
          good.
        </p>
      </div>
      {error === undefined ? null : <Failure error={error} />}
    </>
  );
}
