import { Button } from '@mantine/core';
import { useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { apiErrorOf, call, type ApiError } from '../api/api.js';
import type { Bank } from '../api/types.js';
import { Failure } from '../parts/states.js';
import classes from './accounts-page.module.css';

/** Shown while the bank waits for its customer: what has happened, and the one thing to do about it. */
export function SignInAgain({
  bank,
  error,
  justSignedIn,
}: {
  bank: Bank;
  error: ApiError;
  justSignedIn: boolean;
}): ReactElement {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ApiError>();

  useEffect(() => {
    // The browser's Back may bring this very page back from the bank, busy as it was left.
    const rest = (): void => setBusy(false);
    window.addEventListener('pageshow', rest);
    return () => window.removeEventListener('pageshow', rest);
  }, []);

  const signIn = async (): Promise<void> => {
    setBusy(true);
    setRefusal(undefined);
    try {
      const started = await call<{ authorizationUrl: string }>(`/api/banks/${bank.slug}/sign-in`, {
        method: 'POST',
      });
      window.location.assign(started.authorizationUrl);
    } catch (thrown) {
      setRefusal(apiErrorOf(thrown));
      setBusy(false);
    }
  };

  // What the bank refuses by rule, another press would not change.
  if (refusal?.code === 'reauthentication_refused' || refusal?.code === 'not_connected') {
    return (
      <Failure error={refusal}>
        <ConnectAnew />
      </Failure>
    );
  }
  return (
    <>
      <div id="suspended" role="alert" className={classes.pending}>
        {justSignedIn ? (
          <p>
            <b>{bank.name} still does not share.</b> You have just signed in there, so signing in
            once more will hardly help. Ask {bank.name} what it waits for, or connect anew.
          </p>
        ) : (
          <p>
            <b>{bank.name} wants you to sign in again.</b> Until you do, it shows {bank.clientName}{' '}
            nothing. What you allowed stays as it is: you choose nothing again, and nothing is lost.
          </p>
        )}
        <div className={classes.actions}>
          {justSignedIn ? (
            // Whoever has just been there is not sent round in circles.
            <ConnectAnew />
          ) : (
            <Button id="sign-in-again" loading={busy} onClick={() => void signIn()}>
              Sign in at {bank.name}
            </Button>
          )}
          {error.detail.flowId === undefined ? null : (
            <Link to={`/flows/${error.detail.flowId}`}>See the hops</Link>
          )}
        </div>
      </div>
      {refusal === undefined ? null : <Failure error={refusal} />}
    </>
  );
}

const ConnectAnew = (): ReactElement => (
  <Button component={Link} to="/">
    Connect anew
  </Button>
);
