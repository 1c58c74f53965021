import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { call } from '../api/api.js';
import { useAct } from '../parts/use-act.js';
import { Dialog } from '../parts/dialog.js';
import { Failure } from '../parts/states.js';
import type { OperatedClient } from './types.js';
import classes from './operator.module.css';

/** Freezes a client, or lets it act again, in two steps: first what will happen, then the reason. */
export function ChangeStatus({
  client,
  bank,
  path,
  reload,
}: {
  client: OperatedClient;
  bank: string;
  /** Of the client at the back end. */
  path: string;
  reload: () => void;
}): ReactElement {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const act = useAct();
  const freezes = client.status === 'active';
  const close = (): void => {
    setAsking(false);
    setReason('');
    act.forget();
  };
  const change = (): void => {
    const body = { status: freezes ? 'frozen' : 'active', reason: reason.trim() };
    void act
      .run(() => call(`${path}/status`, { method: 'PUT', body }))
      .then((done) => {
        if (!done) return;
        close();
        reload();
      });
  };
  return (
    <>
      <Button
        id="change-status"
        variant="outline"
        className={freezes ? (classes.danger ?? '') : ''}
        onClick={() => setAsking(true)}
      >
        {freezes ? 'Freeze' : 'Let it act again'}
      </Button>
      <Dialog
        open={asking}
        close={close}
        title={freezes ? `Freeze ${client.name} at ${bank}?` : `Let ${client.name} act again?`}
      >
        <p>
          {freezes
            ? 'From the moment you confirm, no request of this client changes anything: its access tokens open nothing, its codes, refresh tokens and pushed requests are refused, and what a customer is just reading cannot be agreed to. Nothing is ended: thawing gives all of it back, as far as its time is not over.'
            : 'Its tokens open again what they opened, as far as their time is not over. Nothing has to be agreed to anew.'}
        </p>
        <form className={classes.form} action={change}>
          <TextInput
            id="reason"
            label="Reason"
            description="Stands in the governance record, with the interaction id of this act."
            value={reason}
            maxLength={200}
            required
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {act.error === undefined ? null : <Failure error={act.error} />}
          <div className={classes.actions}>
            <Button
              id="confirm-status"
              type="submit"
              variant={freezes ? 'outline' : 'filled'}
              className={freezes ? (classes.danger ?? '') : ''}
              loading={act.busy}
              disabled={reason.trim() === ''}
            >
              {freezes ? 'Freeze it' : 'Let it act'}
            </Button>
            <Button variant="default" onClick={close}>
              Leave it as it is
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
