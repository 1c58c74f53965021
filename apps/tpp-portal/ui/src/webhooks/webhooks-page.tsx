import { Button } from '@mantine/core';
import { useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useResource } from '../api/use-resource.js';
import { useApp } from '../apps/app-context.js';
import type { App } from '../apps/types.js';
import { CopyText } from '../parts/copy.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { DeliveryList } from './delivery-list.js';
import {
  shortType,
  stateOf,
  type Subscription,
  type WebhookClient,
  type Webhooks,
} from './delivery-words.js';
import { FireEvent } from './fire-event.js';
import { HowToReceive } from './how-to-receive.js';
import { HowToSubscribe } from './how-to-subscribe.js';
import classes from './webhooks.module.css';

const lookMilliseconds = 3000;

/** What the banks tell the application, and whether it arrives. */
export function WebhooksPage(): ReactElement {
  const { app } = useApp();
  const { data, error, reload } = useResource<Webhooks>(`/api/applications/${app.id}/webhooks`);
  const [told, setTold] = useState('');
  const isMoving = data?.clients.some(({ deliveries }) =>
    deliveries.some((one) => stateOf(one) === 'waiting'),
  );

  useEffect(() => {
    if (isMoving !== true) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, lookMilliseconds);
    return () => clearInterval(timer);
  }, [isMoving, reload]);

  const done = (words: string): void => {
    setTold(words);
    reload();
  };
  return (
    <>
      <title>{`Webhooks of ${app.name} – Sandbank`}</title>
      <header className={classes.head}>
        <h2>Webhooks</h2>
        <p className="lead">
          What happens at a bank without {app.name} is told to it: pushed to a URL of its own, or
          fetched when it asks.
        </p>
      </header>
      <p role="status" className={told === '' ? 'spoken' : classes.told}>
        {told}
      </p>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {data === undefined && error === undefined ? <Waiting lines={6} /> : null}
      {data?.silent.map(({ bank, message }) => (
        <p key={bank} role="alert" className={classes.silent}>
          <b>{bank} is missing here.</b> {message}
        </p>
      ))}
      {data?.clients.length === 0 && data.silent.length === 0 ? (
        <RegisteredNowhere app={app} />
      ) : null}
      {data?.clients.map((client) => (
        <AtBank key={client.bank} app={app} client={client} done={done} />
      ))}
    </>
  );
}

function AtBank({
  app,
  client,
  done,
}: {
  app: App;
  client: WebhookClient;
  done: (words: string) => void;
}): ReactElement {
  const { bank, bankName, subscription, deliveries } = client;
  const titleId = `webhooks-${bank}`;
  return (
    <section aria-labelledby={titleId} className={classes.bank}>
      <h3 id={titleId}>At {bankName}</h3>
      {subscription === null ? (
        <HowToSubscribe app={app} client={client} />
      ) : (
        <>
          <Subscribed subscription={subscription} />
          <FireEvent app={app} bank={bank} subscription={subscription} done={done} />
        </>
      )}
      <DeliveryList app={app} bank={bank} deliveries={deliveries} done={done} />
      {subscription === null ? null : <HowToReceive clientId={client.clientId} />}
    </section>
  );
}

function Subscribed({ subscription }: { subscription: Subscription }): ReactElement {
  const { callback_url: url, event_types: types, subscription_id: id } = subscription;
  return (
    <dl className={classes.subscription}>
      <div>
        <dt>Told by</dt>
        <dd>
          {url === null ? 'nothing is pushed: the app fetches its events' : <code>{url}</code>}
        </dd>
      </div>
      <div>
        <dt>Told of</dt>
        <dd>
          {types === null || types.length === 0 ? 'everything' : types.map(shortType).join(', ')}
        </dd>
      </div>
      <div>
        <dt>Subscription</dt>
        <dd>
          <CopyText value={id} label="Copy the id of the subscription" />
        </dd>
      </div>
    </dl>
  );
}

const RegisteredNowhere = ({ app }: { app: App }): ReactElement => (
  <Empty title="Registered nowhere yet">
    <p>A bank tells its events to a client, and a client is made by registering there.</p>
    <Button component={Link} to={`/apps/${app.id}/banks`}>
      Register at a bank
    </Button>
  </Empty>
);
