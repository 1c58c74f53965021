import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { ApiError, call } from '../api/api.js';
import type { Bank } from '../api/types.js';
import { moment } from '../parts/format.js';
import classes from './accounts-page.module.css';

/** A connection that was ended here while the bank has not confirmed it. */
export function PendingRevocation({
  bank,
  reloadBank,
}: {
  bank: Bank;
  reloadBank: () => void;
}): ReactElement | null {
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState('');
  const pending = bank.pendingRevocation;
  if (pending === undefined) return told === '' ? null : <p role="status">{told}</p>;
  const retry = async (): Promise<void> => {
    setBusy(true);
    setTold('');
    try {
      await call(`/api/banks/${bank.slug}/revocations`, { method: 'POST', body: {} });
      setTold(`${bank.name} has confirmed: the permission is revoked.`);
    } catch (thrown) {
      setTold(thrown instanceof ApiError ? thrown.message : String(thrown));
    }
    setBusy(false);
    reloadBank();
  };
  return (
    <div role="alert" id="revocation-pending" className={classes.pending}>
      <p>
        <b>{bank.name} has not confirmed yet.</b> {bank.clientName} gave up its tokens on{' '}
        {moment(pending.requestedAt)} and does not use them any more.
        {pending.error === undefined ? '' : ` ${pending.error}`} It asks again by itself, next at{' '}
        {moment(pending.nextAttemptAt)}.
      </p>
      <div className={classes.actions}>
        <Button id="revocation-retry" variant="default" loading={busy} onClick={() => void retry()}>
          Ask again now
        </Button>
        <span role="status">{told}</span>
      </div>
    </div>
  );
}
