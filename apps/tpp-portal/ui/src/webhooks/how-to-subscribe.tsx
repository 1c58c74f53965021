import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { App } from '../apps/types.js';
import { CodeBlock } from '../parts/code-block.js';
import { Empty } from '../parts/states.js';
import { eventTypes, testEvent, type WebhookClient } from './delivery-words.js';
import classes from './webhooks.module.css';

/** For a client that is told nothing yet: what there is to be told, and how to ask for it. */
export function HowToSubscribe({
  app,
  client: { bank },
}: {
  app: App;
  client: WebhookClient;
}): ReactElement {
  const body = {
    Data: {
      CallbackUrl: `${callbackOrigin(app)}/event-notifications`,
      Version: '4.0',
      EventTypes: Object.keys(eventTypes).filter((type) => type !== testEvent),
    },
  };
  const query = new URLSearchParams({ bank, body: JSON.stringify(body, null, 2) }).toString();
  return (
    <Empty title={`${app.name} has not asked to be told`}>
      <p>
        An app that asks again and again learns late that a customer has stopped sharing. One that
        subscribes learns it within a second:
      </p>
      <ul className={classes.kinds}>
        {Object.entries(eventTypes)
          .filter(([type]) => type !== testEvent)
          .map(([type, words]) => (
            <li key={type}>{words}</li>
          ))}
      </ul>
      <p>
        Send this to <code>POST /event-subscriptions</code> with a token of the client itself. The
        URL is called exactly as it is written: https, port 443, a public address. Leave it out to
        fetch events instead.
      </p>
      <div className={classes.snippet}>
        <CodeBlock
          text={JSON.stringify(body, null, 2)}
          label="body of a subscription"
          language="json"
        />
      </div>
      <div className={classes.actions}>
        <Button component={Link} to={`/apps/${app.id}/explorer/postEventSubscriptions?${query}`}>
          The command, filled in
        </Button>
        <Link to="/api-reference/postEvents">Or fetch events</Link>
      </div>
    </Empty>
  );
}

/** Where the app is reached, as far as its redirect URIs tell. */
function callbackOrigin({ redirectUris }: App): string {
  const https = redirectUris.find((uri) => uri.startsWith('https://'));
  return https === undefined ? 'https://your-app.example' : new URL(https).origin;
}
