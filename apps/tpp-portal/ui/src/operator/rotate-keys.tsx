import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { call } from '../api/api.js';
import { useAct } from '../parts/use-act.js';
import { Dialog } from '../parts/dialog.js';
import { Failure } from '../parts/states.js';
import type { OperatedBank, SigningKey } from './types.js';
import { purposeWords } from './words.js';
import classes from './operator.module.css';

/** Rotates the key of one kind in two steps; in an emergency the old one goes at once. */
export function RotateKeys({
  bank,
  signingKey: { purpose, alg },
  reload,
}: {
  bank: OperatedBank;
  signingKey: SigningKey;
  reload: () => void;
}): ReactElement {
  const [asking, setAsking] = useState(false);
  const [emergency, setEmergency] = useState(false);
  const [reason, setReason] = useState('');
  const act = useAct();
  const what = `${purposeWords[purpose] ?? purpose}, ${alg}`;
  const close = (): void => {
    setAsking(false);
    setEmergency(false);
    setReason('');
    act.forget();
  };
  const rotate = (): void => {
    const path = `/api/operator/banks/${encodeURIComponent(bank.slug)}/keys/rotation`;
    const body = { purpose, alg, emergency, reason: reason.trim() };
    void act
      .run(() => call(path, { method: 'POST', body }))
      .then((done) => {
        if (!done) return;
        close();
        reload();
      });
  };
  const id = `${purpose}-${alg}`;
  return (
    <>
      <Button id={`rotate-${id}`} variant="default" size="xs" onClick={() => setAsking(true)}>
        Rotate<span className="spoken"> the key for {what}</span>
      </Button>
      <Dialog open={asking} close={close} title={`Rotate ${what} at ${bank.name}?`}>
        <p aria-live="polite">
          {emergency
            ? 'The key goes at once, and its successor signs. Whatever it signed is refused from then on: tokens, sign-ins that are under way, everything.'
            : 'Its successor is published at once and signs in eleven minutes. This key stays published until all that it signed has expired.'}
        </p>
        <form className={classes.form} action={rotate}>
          <label htmlFor={`emergency-${id}`} className={classes.check}>
            <input
              type="checkbox"
              id={`emergency-${id}`}
              checked={emergency}
              onChange={(event) => setEmergency(event.currentTarget.checked)}
            />
            Somebody else may have the private key
          </label>
          <TextInput
            id={`reason-${id}`}
            label="Reason"
            description="Kept among what operators did, with the interaction id."
            value={reason}
            maxLength={200}
            required
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {act.error === undefined ? null : <Failure error={act.error} />}
          <div className={classes.actions}>
            <Button
              type="submit"
              variant={emergency ? 'outline' : 'filled'}
              className={emergency ? (classes.danger ?? '') : ''}
              loading={act.busy}
              disabled={reason.trim() === ''}
            >
              {emergency ? 'Replace it at once' : 'Rotate it'}
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
