import { Button, NativeSelect } from '@mantine/core';
import { useState, type ReactElement, type SyntheticEvent } from 'react';
import { apiErrorOf, call, type ApiError } from '../api/api.js';
import type { App } from '../apps/types.js';
import { Failure } from '../parts/states.js';
import { eventTypes, eventWords, testEvent, type Subscription } from './delivery-words.js';
import classes from './webhooks.module.css';

/** Has the bank tell the app of something that did not happen. */
export function FireEvent({
  app,
  bank,
  subscription: { event_types: wanted },
  done,
}: {
  app: App;
  bank: string;
  subscription: Subscription;
  done: (words: string) => void;
}): ReactElement {
  const [type, setType] = useState(testEvent);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const offered = Object.keys(eventTypes).filter(
    (one) => one === testEvent || wanted === null || wanted.length === 0 || wanted.includes(one),
  );
  const fire = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const path = `/api/applications/${app.id}/webhooks/${encodeURIComponent(bank)}/events`;
      await call(path, { method: 'POST', body: { type } });
      done('The event is on its way. It is about nothing that exists.');
    } catch (thrown) {
      setError(apiErrorOf(thrown));
    }
    setBusy(false);
  };
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    void fire();
  };
  return (
    <>
      <form className={classes.fire} onSubmit={submit}>
        <NativeSelect
          label="Try your receiver with"
          className={classes.type ?? ''}
          value={type}
          onChange={({ currentTarget }) => setType(currentTarget.value)}
          data={offered.map((value) => ({ value, label: eventWords(value) }))}
        />
        <Button type="submit" loading={busy}>
          Send it
        </Button>
      </form>
      {error === undefined ? null : <Failure error={error} />}
    </>
  );
}
