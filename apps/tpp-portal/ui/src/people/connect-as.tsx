import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { apiErrorOf, call, type ApiError } from '../api/api.js';
import type { Bank, Person } from '../api/types.js';
import { Failure } from '../parts/states.js';
import classes from './people-page.module.css';

/** Sends the visitor to the bank in a tab of its own: what to sign in with stays here to be copied. */
export function ConnectAs({
  person,
  bank,
  pays,
}: {
  person: Person;
  bank: Bank;
  pays: boolean;
}): ReactElement {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const connect = async (): Promise<void> => {
    // Opened within the press of the button: later the browser would take it for an advertisement.
    const tab = window.open('about:blank', '_blank');
    setBusy(true);
    setError(undefined);
    try {
      const { authorizationUrl } = await call<{ authorizationUrl: string }>('/api/flows', {
        method: 'POST',
        body: { bank: bank.slug },
      });
      (tab ?? window).location.assign(authorizationUrl);
    } catch (thrown) {
      tab?.close();
      setError(apiErrorOf(thrown));
    }
    setBusy(false);
  };
  const first = person.name.split(' ')[0] ?? person.name;
  return (
    <div className={classes.try}>
      {pays ? (
        <Button
          component={Link}
          to="/pay"
          target="_blank"
          size="sm"
          aria-label={`Pay as ${person.name} with ${bank.clientName} (new tab)`}
        >
          Pay as {first}
        </Button>
      ) : null}
      <Button
        variant={pays ? 'subtle' : 'default'}
        size="sm"
        loading={busy}
        onClick={() => void connect()}
        aria-label={`Connect ${bank.clientName} as ${person.name} (new tab)`}
      >
        Connect {bank.clientName} as {first}
      </Button>
      {error === undefined ? null : <Failure error={error} />}
    </div>
  );
}
