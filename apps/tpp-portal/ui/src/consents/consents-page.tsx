import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useResource } from '../api/use-resource.js';
import { useApp } from '../apps/app-context.js';
import type { App } from '../apps/types.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { ConsentCard } from './consent-card.js';
import { isCurrent, kindWords, type Consents, type RecordedConsent } from './consent-words.js';
import classes from './consents.module.css';

/** What customers allowed the application: now and before, and how to stop it. */
export function ConsentsPage(): ReactElement {
  const { app } = useApp();
  const { data, error, reload } = useResource<Consents>(`/api/applications/${app.id}/consents`);
  const [told, setTold] = useState('');
  return (
    <>
      <title>{`Consents of ${app.name} – Sandbank`}</title>
      <header className={classes.head}>
        <h2>Consents</h2>
        <p className="lead">
          What customers allowed {app.name}, at every bank, in the words that they read there.
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
      {data === undefined ? null : (
        <Listed
          app={app}
          data={data}
          stopped={(words) => {
            setTold(words);
            reload();
          }}
        />
      )}
    </>
  );
}

function Listed({
  app,
  data: { consents, banks },
  stopped,
}: {
  app: App;
  data: Consents;
  stopped: (words: string) => void;
}): ReactElement {
  const [query, setQuery] = useSearchParams();
  const view = query.get('view') === 'history' ? 'history' : 'current';
  const choose = (name: string, value: string): void =>
    setQuery(
      (before) => {
        if (value === '') before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  if (banks.length === 0) return <RegisteredNowhere app={app} />;
  const ofView = (wanted: 'current' | 'history'): RecordedConsent[] =>
    consents.filter((consent) => isCurrent(consent) === (wanted === 'current'));
  const types = [...new Set(consents.map(({ type }) => type))];
  const shown = ofView(view).filter(
    ({ type, bank }) =>
      (query.get('kind') ?? type) === type && (query.get('bank') ?? bank) === bank,
  );
  return (
    <>
      <div className={classes.filters}>
        <SegmentedControl
          aria-label="Which consents"
          value={view}
          onChange={(value) => choose('view', value === 'history' ? 'history' : '')}
          data={[
            { value: 'current', label: `Current (${ofView('current').length})` },
            { value: 'history', label: `History (${ofView('history').length})` },
          ]}
        />
        {types.length < 2 ? null : (
          <NativeSelect
            aria-label="What they are about"
            value={query.get('kind') ?? ''}
            onChange={({ currentTarget }) => choose('kind', currentTarget.value)}
            data={[
              { value: '', label: 'Of every kind' },
              ...types.map((type) => ({ value: type, label: kindWords(type) })),
            ]}
          />
        )}
        {banks.length < 2 ? null : (
          <NativeSelect
            aria-label="Bank"
            value={query.get('bank') ?? ''}
            onChange={({ currentTarget }) => choose('bank', currentTarget.value)}
            data={[
              { value: '', label: 'At every bank' },
              ...banks.map(({ slug, name }) => ({ value: slug, label: name })),
            ]}
          />
        )}
      </div>
      {shown.length === 0 ? <Nothing app={app} view={view} none={consents.length === 0} /> : null}
      <ul className={classes.consents} id="consents">
        {shown.map((consent) => (
          <li key={`${consent.bank} ${consent.consent_id}`}>
            <ConsentCard
              app={app}
              consent={consent}
              bankName={banks.find(({ slug }) => slug === consent.bank)?.name ?? consent.bank}
              stopped={stopped}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function Nothing({
  app,
  view,
  none,
}: {
  app: App;
  view: 'current' | 'history';
  none: boolean;
}): ReactElement {
  if (none) {
    return (
      <Empty title="Nobody has allowed anything yet">
        <p>
          A consent begins when {app.name} pushes a request that asks for it, or lodges it at the
          bank’s API. It appears here as soon as the customer has been asked, and again with each
          use.
        </p>
        <Button component={Link} to={`/apps/${app.id}/snippets`}>
          Run the snippet
        </Button>
        <Link to="/people">Whom to sign in as</Link>
      </Empty>
    );
  }
  return (
    <Empty title={view === 'current' ? 'Nothing is allowed now' : 'Nothing is over yet'}>
      <p>
        {view === 'current'
          ? 'What was allowed has ended. History tells how: stopped, expired, used up or refused.'
          : 'A consent comes here when it is stopped, used up, refused, or its time is over.'}
      </p>
      {view === 'current' ? <Link to="?view=history">See the history</Link> : null}
    </Empty>
  );
}

const RegisteredNowhere = ({ app }: { app: App }): ReactElement => (
  <Empty title="Registered nowhere yet">
    <p>A customer allows something to a client, and a client is made by registering at a bank.</p>
    <Button component={Link} to={`/apps/${app.id}/banks`}>
      Register at a bank
    </Button>
  </Empty>
);
