import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { call } from '../api/api.js';
import { useAct } from '../parts/use-act.js';
import { Dialog } from '../parts/dialog.js';
import { day, moment } from '../parts/format.js';
import { Icon } from '../parts/icons.js';
import { Field } from './field.js';
import classes from './identity.module.css';
import { addPasskey, hasPasskeys } from './passkeys.js';
import { Refused } from './refused.js';
import { textOf, useForm } from './use-form.js';

export interface Passkey {
  passkeyId: string;
  name: string;
  isBackedUp: boolean;
  createdAt: string;
  lastUsedAt?: string;
}

/** The passkeys of an account: what they are, the latest use of each, one more, one less. */
export function PasskeysSection({
  passkeys,
  hasPassword,
  reload,
}: {
  passkeys: readonly Passkey[];
  hasPassword: boolean;
  reload: () => void;
}): ReactElement {
  const isOnly = passkeys.length === 1 && !hasPassword;
  const form = useForm(async (fields, element) => {
    await addPasskey(textOf(fields, 'name'));
    element.reset();
    reload();
  });
  return (
    <section className={classes.card} aria-labelledby="passkeys-title">
      <h2 id="passkeys-title">Passkeys</h2>
      {passkeys.length === 0 ? (
        <p>
          None yet. A passkey signs you in with your fingerprint, face or device code: nothing to
          remember, and nothing that a false page could take from you.
        </p>
      ) : (
        <ul className={classes.rows}>
          {passkeys.map((passkey) => (
            <Row key={passkey.passkeyId} {...{ passkey, isOnly, reload }} />
          ))}
        </ul>
      )}
      {hasPasskeys() ? (
        <form className={classes.inline} onSubmit={form.onSubmit} noValidate>
          <Field
            label="Name of a new passkey"
            name="name"
            maxLength={60}
            placeholder="Laptop"
            problem={form.problem('name')}
          />
          <Button
            type="submit"
            id="add-passkey"
            variant="default"
            leftSection={<Icon of="key" />}
            loading={form.busy}
          >
            Add a passkey
          </Button>
        </form>
      ) : (
        <p className="quiet">This browser has no passkeys.</p>
      )}
      {form.error === undefined ? null : <Refused error={form.error} />}
    </section>
  );
}

function Row({
  passkey: { passkeyId, name, isBackedUp, createdAt, lastUsedAt },
  isOnly,
  reload,
}: {
  passkey: Passkey;
  isOnly: boolean;
  reload: () => void;
}): ReactElement {
  const [asked, setAsked] = useState(false);
  const { busy, error, run } = useAct();
  const remove = async (): Promise<void> => {
    const isDone = await run(() =>
      call(`/api/passkeys/${encodeURIComponent(passkeyId)}`, { method: 'DELETE' }),
    );
    if (!isDone) return;
    setAsked(false);
    reload();
  };
  return (
    <li className={classes.row}>
      <div>
        <p className={classes.rowName}>
          <bdi>{name}</bdi>
        </p>
        <p className="quiet">
          Added {day(createdAt)} ·{' '}
          {lastUsedAt === undefined ? 'not used yet' : `last used ${moment(lastUsedAt)}`} ·{' '}
          {isBackedUp ? 'kept by your password service' : 'on one device'}
        </p>
      </div>
      {isOnly ? (
        <span className="quiet">Your only way in</span>
      ) : (
        <Button variant="subtle" color="red" onClick={() => setAsked(true)}>
          Remove
        </Button>
      )}
      <Dialog open={asked} close={() => setAsked(false)} title="Remove this passkey?">
        <p>
          <bdi>{name}</bdi> will no longer sign you in. Your device keeps its half until you remove
          it there.
        </p>
        {error === undefined ? null : <Refused error={error} />}
        <div className={classes.actions}>
          <Button color="red" loading={busy} onClick={() => void remove()}>
            Remove it
          </Button>
          <Button variant="default" onClick={() => setAsked(false)}>
            Keep it
          </Button>
        </div>
      </Dialog>
    </li>
  );
}
