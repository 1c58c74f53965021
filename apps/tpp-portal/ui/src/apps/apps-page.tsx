import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { useResource } from '../api/use-resource.js';
import { SignedIn, useMe } from '../identity/me.js';
import { day } from '../parts/format.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import type { App } from './types.js';
import { profileWords, roleWords } from './words.js';
import classes from './apps.module.css';

/** The applications of the member's organisations. */
export function AppsPage(): ReactElement {
  return (
    <div className={classes.page}>
      <title>Applications – Sandbank</title>
      <header className={classes.head}>
        <h1>Applications</h1>
        <p className="lead">
          An application is software in the directory, with keys and certificates of its own, and a
          client at each bank where you register it.
        </p>
      </header>
      <SignedIn what="register applications">{() => <Apps />}</SignedIn>
    </div>
  );
}

function Apps(): ReactElement {
  const { data, error, reload } = useResource<{ applications: App[] }>('/api/applications');
  if (error !== undefined) return <Failure error={error} retry={reload} />;
  if (data === undefined) return <Waiting />;
  if (data.applications.length === 0) return <NoApps />;
  return (
    <>
      <ul className={classes.cards} id="apps">
        {data.applications.map((app) => (
          <AppCard key={app.id} app={app} />
        ))}
      </ul>
      <p>
        <Button component={Link} to="/apps/new" id="new-app">
          New application
        </Button>
      </p>
    </>
  );
}

function AppCard({ app }: { app: App }): ReactElement {
  const inSeveral = (useMe().me?.organisations.length ?? 0) > 1;
  const attention = app.ending || app.clients.some(({ state }) => state !== 'current');
  return (
    <li>
      <Link to={`/apps/${app.id}`} className={classes.card}>
        <span className={classes.cardName}>{app.name}</span>
        <span>{app.roles.map((role) => roleWords[role].title).join(' · ')}</span>
        <span className="quiet">{profileWords(app.profile)}</span>
        {inSeveral ? <bdi className="quiet">{app.organisation.name}</bdi> : null}
        <span className="quiet">
          {app.clients.length === 0
            ? 'Registered at no bank yet'
            : `At ${app.clients.map(({ bank }) => bank).join(', ')}`}{' '}
          · since {day(app.createdAt)}
        </span>
        {attention ? (
          <span className={classes.attention}>
            {app.ending ? 'Being removed' : 'A bank needs your attention'}
          </span>
        ) : null}
      </Link>
    </li>
  );
}

const steps = [
  ['Say what it does', 'Read accounts, make payments, or ask for funds.'],
  ['Make its keys', 'In this browser. The private ones are yours alone.'],
  ['Choose its banks', 'Each gives it a client_id at once, and you a program that runs.'],
];

function NoApps(): ReactElement {
  return (
    <Empty title="Your first application takes five minutes">
      <ol className={classes.teaching}>
        {steps.map(([title, words]) => (
          <li key={title}>
            <b>{title}.</b> {words}
          </li>
        ))}
      </ol>
      <Button component={Link} to="/apps/new" id="new-app" size="md">
        Make an application
      </Button>
    </Empty>
  );
}
