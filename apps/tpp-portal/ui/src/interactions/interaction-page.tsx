import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Bank, SilentServer } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { useMe } from '../identity/me.js';
import { LogRows } from '../logs/log-rows.js';
import type { LogEntry } from '../logs/log-entry.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { isInteractionId, type Rejection, type Rejections } from '../rejections/rejection.js';
import { RejectionView } from '../rejections/rejection-view.js';
import { Silent } from '../rejections/silent.js';
import classes from './interactions.module.css';

interface Found {
  found: {
    application: { id: string; name: string };
    exchanges: LogEntry[];
    rejections: (Rejection & { bank: string })[];
  }[];
  silent: SilentServer[];
}

/** One interaction id, wherever it is: in the applications of who asks, or in the demo app. */
export function InteractionPage(): ReactElement {
  const { interaction = '' } = useParams();
  const isId = isInteractionId(interaction);
  return (
    <div className={classes.page}>
      <title>Interaction – Sandbank</title>
      <h1>Interaction</h1>
      <p className="lead">
        Every answer here carries an <code>x-fapi-interaction-id</code>. Paste one, and see what was
        sent, what was answered and, if it was refused, why.
      </p>
      <Search key={interaction} interaction={interaction} />
      {isId ? <InApplications interaction={interaction} /> : null}
      {isId ? <InDemoApp interaction={interaction} /> : null}
    </div>
  );
}

function Search({ interaction }: { interaction: string }): ReactElement {
  const navigate = useNavigate();
  const [wrong, setWrong] = useState(interaction !== '' && !isInteractionId(interaction));
  const search = (form: FormData): void => {
    const value = form.get('interaction');
    const wanted = typeof value === 'string' ? value.trim() : '';
    setWrong(!isInteractionId(wanted));
    if (isInteractionId(wanted)) void navigate(`/interactions/${wanted.toLowerCase()}`);
  };
  return (
    <form className={classes.search} role="search" action={search}>
      <TextInput
        id="find-interaction"
        name="interaction"
        label="Interaction id"
        placeholder="73cac523-d3ae-2289-b106-330a6218710d"
        defaultValue={interaction}
        className={classes.id ?? ''}
        error={wrong ? 'This is no interaction id: copy it whole, all 36 characters.' : null}
      />
      <Button type="submit">Find</Button>
    </form>
  );
}

function InApplications({ interaction }: { interaction: string }): ReactElement {
  const { me } = useMe();
  const isMember = me !== undefined && me !== null && !me.isOperator;
  const { data, error, reload } = useResource<Found>(
    isMember ? `/api/interactions/${interaction}` : undefined,
  );
  return (
    <section className={classes.part} aria-labelledby="in-applications">
      <h2 id="in-applications">In your applications</h2>
      {isMember ? null : (
        <p>
          <Link to="/sign-in">Sign in</Link> to look in your own applications.
        </p>
      )}
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {isMember && data === undefined && error === undefined ? <Waiting /> : null}
      <Silent silent={data?.silent ?? []} />
      {data?.found.length === 0 ? (
        <Empty title="None of your applications has it">
          <p>It is older than seven days, or it was another client’s.</p>
          <Link to="/apps">Your applications</Link>
        </Empty>
      ) : null}
      {data?.found.map(({ application, exchanges, rejections }) => (
        <section key={application.id} className={classes.part} aria-label={application.name}>
          <h3>
            <Link to={`/apps/${application.id}/logs?interaction_id=${interaction}`}>
              {application.name}
            </Link>
          </h3>
          {rejections.map((rejection) => (
            <RejectionView key={rejection.id} rejection={rejection} />
          ))}
          {exchanges.length === 0 ? null : (
            <div className={classes.rows}>
              <LogRows base={`/apps/${application.id}/logs`} entries={exchanges} />
            </div>
          )}
        </section>
      ))}
    </section>
  );
}

function InDemoApp({ interaction }: { interaction: string }): ReactElement {
  const banks = useResource<{ banks: Bank[] }>('/api/banks');
  const bank = banks.data?.banks[0];
  const { data, error } = useResource<Rejections>(
    bank === undefined
      ? undefined
      : `/api/banks/${bank.slug}/rejections?interaction_id=${interaction}`,
  );
  return (
    <section className={classes.part} aria-labelledby="in-demo">
      <h2 id="in-demo">Refusals of {bank?.clientName ?? 'the demo app'}</h2>
      {error === undefined ? null : <Failure error={error} />}
      {data === undefined && error === undefined ? <Waiting lines={2} /> : null}
      {data?.rejections.length === 0 ? (
        <p className="quiet">None has this interaction id.</p>
      ) : null}
      {data?.rejections.map((rejection) => (
        <RejectionView key={rejection.id} rejection={rejection} />
      ))}
    </section>
  );
}
