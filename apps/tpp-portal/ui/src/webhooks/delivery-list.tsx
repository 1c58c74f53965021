import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { apiErrorOf, call, type ApiError } from '../api/api.js';
import type { App } from '../apps/types.js';
import { CopyText } from '../parts/copy.js';
import { moment } from '../parts/format.js';
import { Failure } from '../parts/states.js';
import {
  attemptWords,
  eventWords,
  shortType,
  stateOf,
  stateWords,
  type Delivery,
} from './delivery-words.js';
import classes from './webhooks.module.css';

/** The latest events, each with how far it has come. */
export function DeliveryList({
  app,
  bank,
  deliveries,
  done,
}: {
  app: App;
  bank: string;
  deliveries: readonly Delivery[];
  done: (words: string) => void;
}): ReactElement {
  const [busy, setBusy] = useState('');
  const [error, setError] = useState<ApiError>();
  const replay = async (jti: string): Promise<void> => {
    setBusy(jti);
    setError(undefined);
    try {
      const path = `/api/applications/${app.id}/webhooks/${encodeURIComponent(bank)}/events/${jti}/replay`;
      await call(path, { method: 'POST', body: {} });
      done('It is on its way again, with twelve new attempts.');
    } catch (thrown) {
      setError(apiErrorOf(thrown));
    }
    setBusy('');
  };
  if (deliveries.length === 0) {
    return <p className="quiet">Nothing has happened yet that it would be told of.</p>;
  }
  return (
    <>
      <h4>Deliveries</h4>
      {error === undefined ? null : <Failure error={error} />}
      <ul className={classes.deliveries}>
        {deliveries.map((delivery) => (
          <li key={delivery.jti} className={classes.delivery}>
            <div className={classes.event}>
              <b>{eventWords(delivery.type)}</b>
              <span className="quiet">
                {moment(delivery.at)} · <code>{shortType(delivery.type)}</code>
              </span>
              <CopyText value={delivery.jti} label="Copy the jti of the event" />
            </div>
            <Progress delivery={delivery} />
            <Button
              variant="default"
              size="sm"
              loading={busy === delivery.jti}
              onClick={() => void replay(delivery.jti)}
              aria-label={`Send again: ${eventWords(delivery.type)}, ${moment(delivery.at)}`}
            >
              Send again
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Progress({ delivery }: { delivery: Delivery }): ReactElement {
  const state = stateOf(delivery);
  const { next_attempt_at: next, last_error: failure, delivered_at: delivered } = delivery;
  return (
    <div className={classes.progress}>
      <span className={classes.state} data-state={state}>
        {stateWords[state]}
      </span>
      <span className="quiet figures">
        {attemptWords(delivery)}
        {state === 'waiting' && next !== null ? `, next at ${moment(next)}` : ''}
        {delivered === null ? '' : `, ${moment(delivered)}`}
      </span>
      {failure === null || state === 'delivered' ? null : (
        <span className={classes.problem}>{failure}</span>
      )}
    </div>
  );
}
