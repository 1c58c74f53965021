import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { useResource } from '../api/use-resource.js';
import type { App } from '../apps/types.js';
import { useMe } from '../identity/me.js';
import classes from './start-page.module.css';

/** The way from reading along to an application of one's own; who has one goes on with it. */
export function BuildYourOwn(): ReactElement {
  const { me } = useMe();
  const isMember = me != null && !me.isOperator;
  const { data } = useResource<{ applications: App[] }>(isMember ? '/api/applications' : undefined);
  const [app] = data?.applications ?? [];
  return (
    <section aria-labelledby="build-title" className={classes.build} id="build-your-own">
      <h2 id="build-title">Now build your own</h2>
      {app === undefined ? <FirstSteps /> : <GoOn app={app} />}
    </section>
  );
}

function FirstSteps(): ReactElement {
  return (
    <>
      <p>
        Ten minutes from here to a consent of your own, no form and no service desk: keys made in
        your browser, a certificate, a client_id at the bank, and a program that runs.
      </p>
      <div className={classes.actions}>
        <Button component={Link} to="/apps/new" id="build" variant="default" size="md">
          Make an application
        </Button>
        <Link to="/api-reference">Look at the API first</Link>
      </div>
    </>
  );
}

function GoOn({ app }: { app: App }): ReactElement {
  const at = `/apps/${app.id}`;
  return (
    <>
      <p>
        <Link to={at}>{app.name}</Link>{' '}
        {app.clients.length === 0
          ? 'is registered at no bank yet.'
          : 'is registered, and its program is written.'}
      </p>
      <div className={classes.actions}>
        {app.clients.length === 0 ? (
          <Button component={Link} to={`${at}/banks`} variant="default" size="md">
            Register at a bank
          </Button>
        ) : (
          <Button component={Link} to={`${at}/snippets`} variant="default" size="md">
            Run it
          </Button>
        )}
        <Link to={`${at}/flows`}>Watch its flows</Link>
      </div>
    </>
  );
}
