import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { SilentServer } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { useApp } from '../apps/app-context.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { isInteractionId, type Rejection } from './rejection.js';
import { RejectionView } from './rejection-view.js';
import { Silent } from './silent.js';
import classes from './rejections.module.css';

interface AppRejections {
  rejections: (Rejection & { bank: string })[];
  next?: string;
  silent: SilentServer[];
}

/** Why the banks refused an application: the latest refusals, or those of one interaction. */
export function AppRejectionsPage(): ReactElement {
  const { app } = useApp();
  return (
    <section className={classes.ofApp}>
      <title>{`Rejections of ${app.name} – Sandbank`}</title>
      <h2>Rejections</h2>
      <p className="lead">
        On the wire a refusal says little. Here it says which rule fired, what it expected, what
        came, and what to change. Kept for seven days.
      </p>
      {app.clients.length === 0 ? (
        <Empty title="Not registered at a bank yet">
          <p>Nobody can refuse a client that is registered nowhere.</p>
          <Link to={`/apps/${app.id}/banks`}>Register at a bank</Link>
        </Empty>
      ) : (
        <>
          <Search />
          <Found />
        </>
      )}
    </section>
  );
}

function Search(): ReactElement {
  const [query, setQuery] = useSearchParams();
  const [wrong, setWrong] = useState(false);
  const search = (form: FormData): void => {
    const value = form.get('interaction');
    const wanted = typeof value === 'string' ? value.trim() : '';
    const isWrong = wanted !== '' && !isInteractionId(wanted);
    setWrong(isWrong);
    if (!isWrong) setQuery(wanted === '' ? {} : { interaction: wanted });
  };
  return (
    <form className={classes.search} role="search" action={search}>
      <TextInput
        key={query.get('interaction') ?? ''}
        id="interaction"
        name="interaction"
        label="Interaction id"
        description="The x-fapi-interaction-id of an answer"
        placeholder="73cac523-d3ae-2289-b106-330a6218710d"
        defaultValue={query.get('interaction') ?? ''}
        error={wrong ? 'This is no interaction id: copy it whole, all 36 characters.' : null}
        className={classes.id ?? ''}
      />
      <Button type="submit" id="search-rejections" variant="default">
        Search
      </Button>
    </form>
  );
}

function Found(): ReactElement {
  const { app } = useApp();
  const [query] = useSearchParams();
  const interaction = query.get('interaction');
  const before = query.get('before');
  const asked = new URLSearchParams({
    ...(interaction === null ? {} : { interaction_id: interaction }),
    ...(before === null ? {} : { before }),
  });
  const { data, error, loading, reload } = useResource<AppRejections>(
    `/api/applications/${app.id}/rejections?${asked.toString()}`,
  );
  const here = `/apps/${app.id}/rejections`;
  const older = new URLSearchParams(query);
  if (data?.next !== undefined) older.set('before', data.next);
  return (
    <section aria-label="Refusals" aria-busy={loading} className={classes.found} id="rejections">
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {data === undefined && error === undefined ? <Waiting /> : null}
      <Silent silent={data?.silent ?? []} />
      {data?.rejections.length === 0 ? <Nothing app={app} interaction={interaction} /> : null}
      {data?.rejections.map((rejection) => (
        <RejectionView key={rejection.id} rejection={rejection}>
          <ToExchange app={app} rejection={rejection} />
        </RejectionView>
      ))}
      {data === undefined ? null : (
        <p className={classes.more}>
          {data.next === undefined ? null : (
            <Link id="older" to={`${here}?${older.toString()}`}>
              Older ones
            </Link>
          )}
          {interaction === null && before === null ? null : <Link to={here}>The latest ones</Link>}
          <Link to="/rules">All rules</Link>
        </p>
      )}
    </section>
  );
}

/** From a refusal to what was sent and answered. */
function ToExchange({
  app,
  rejection,
}: {
  app: { id: string };
  rejection: Rejection & { bank: string };
}): ReactElement {
  const log = `/apps/${app.id}/logs?interaction_id=${rejection.interaction_id}`;
  return (
    <p>
      At {rejection.bank}: <Link to={log}>see what was sent and answered</Link>
    </p>
  );
}

function Nothing({
  app,
  interaction,
}: {
  app: { id: string };
  interaction: string | null;
}): ReactElement {
  return interaction === null ? (
    <Empty title="Nothing was refused in the last seven days">
      <p>
        Make a mistake on purpose and see it explained: put the token endpoint into <code>aud</code>
        , use a code twice, sign a DPoP proof for another URL.
      </p>
      <Link to={`/apps/${app.id}/snippets`}>Take a snippet to break</Link>
    </Empty>
  ) : (
    <Empty title="No refusal of this application has this interaction id">
      <p>
        It was not refused, it is older than seven days, or it was another client’s. A refusal
        appears here within a second.
      </p>
      <Link to={`/interactions/${interaction}`}>Look in all applications</Link>
    </Empty>
  );
}
