import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { apiErrorOf, call, type ApiError } from '../api/api.js';
import type { Bank } from '../api/types.js';
import { Dialog } from '../parts/dialog.js';
import { Failure } from '../parts/states.js';
import classes from './accounts-page.module.css';

/** Ends a connection, in two steps and with the consequence stated. */
export function Disconnect({
  bank,
  reloadBank,
}: {
  bank: Bank;
  reloadBank: () => void;
}): ReactElement {
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<ApiError>();
  const navigate = useNavigate();
  const disconnect = async (): Promise<void> => {
    try {
      await call(`/api/banks/${bank.slug}/connection`, { method: 'DELETE' });
      setAsking(false);
      reloadBank();
      void navigate('/');
    } catch (thrown) {
      const known = apiErrorOf(thrown);
      // The connection is gone; what is left to be done shows on the page.
      if (known.code === 'revocation_pending') reloadBank();
      else setError(known);
    }
  };
  return (
    <>
      <Button id="disconnect" variant="subtle" onClick={() => setAsking(true)}>
        Disconnect
      </Button>
      <Dialog open={asking} close={() => setAsking(false)} title={`Disconnect ${bank.name}?`}>
        <p>
          {bank.clientName} forgets its tokens at once and tells {bank.name} to revoke them: the
          permission ends there too, and the accounts cannot be read any more. The recorded flow
          stays.
        </p>
        {error === undefined ? null : <Failure error={error} />}
        <div className={classes.actions}>
          <Button
            id="disconnect-confirm"
            variant="outline"
            className={classes.danger ?? ''}
            onClick={() => void disconnect()}
          >
            Disconnect
          </Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            Keep the connection
          </Button>
        </div>
      </Dialog>
    </>
  );
}
