import { Alert, Button } from '@mantine/core';
import { useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { apiErrorOf, call, type ApiError } from '../api/api.js';
import type { Bank, Flow, Person } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { Failure, Waiting } from '../parts/states.js';
import { day } from '../parts/format.js';
import { AccessRequest } from './access-request.js';
import { BuildYourOwn } from './build-your-own.js';
import { JourneyPlan } from './journey-plan.js';
import { LatestFlows } from './latest-flows.js';
import { People } from './people.js';
import classes from './start-page.module.css';

/** The first screen: one button runs the whole journey. */
export function StartPage(): ReactElement {
  const banks = useResource<{ banks: Bank[] }>('/api/banks');
  const people = useResource<{ people: Person[] }>('/api/people');
  const flows = useResource<{ flows: Flow[] }>('/api/flows');
  const bank = banks.data?.banks[0];

  return (
    <div className={classes.page}>
      <title>Sandbank: run a consent journey</title>
      <section className={classes.intro} aria-labelledby="start-title">
        <h1 id="start-title">Share a bank account with an app, and read every message of it</h1>
        <p className="lead">
          {bank?.clientName ?? 'Tally'} is a budgeting app, registered at {bank?.name ?? 'the bank'}{' '}
          as a FAPI 2.0 client. You play its customer.
        </p>
        <ol className={classes.steps}>
          <li>
            <b>Tally asks.</b> It pushes its request to the bank and sends your browser there with
            nothing but a reference.
          </li>
          <li>
            <b>You decide.</b> Sign in at the bank as one of the people below, enter the code,
            choose the accounts.
          </li>
          <li>
            <b>Tally reads.</b> You come back to balances and a year of spending, with each request,
            answer and token laid open.
          </li>
        </ol>
        {banks.error === undefined ? null : <Failure error={banks.error} retry={banks.reload} />}
        {bank === undefined && banks.error === undefined ? <Waiting lines={2} /> : null}
        {bank === undefined ? null : <Connect bank={bank} />}
      </section>

      <JourneyPlan bankName={bank?.name ?? 'The bank'} appName={bank?.clientName ?? 'Tally'} />

      <section className={classes.people} aria-labelledby="people-title">
        <h2 id="people-title">People you can be</h2>
        <p>
          <Link to="/people">Find somebody by what you need them for</Link>
        </p>
        <People resource={people} bank={bank?.slug} />
      </section>

      <div className={classes.more}>
        <BuildYourOwn />
        {bank === undefined ? null : <AccessRequest bank={bank} />}
        <LatestFlows flows={flows.data?.flows ?? []} />
      </div>
    </div>
  );
}

function Connect({ bank }: { bank: Bank }): ReactElement {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const connection = bank.connection;

  useEffect(() => {
    // The browser's Back may bring this very page back from the bank, busy as it was left.
    const rest = (): void => setBusy(false);
    window.addEventListener('pageshow', rest);
    return () => window.removeEventListener('pageshow', rest);
  }, []);

  const connect = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const started = await call<{ authorizationUrl: string }>('/api/flows', {
        method: 'POST',
        body: { bank: bank.slug },
      });
      window.location.assign(started.authorizationUrl);
    } catch (thrown) {
      setError(apiErrorOf(thrown));
      setBusy(false);
    }
  };

  return (
    <div className={classes.connect}>
      <div className={classes.actions}>
        <Button
          id={`connect-${bank.slug}`}
          data-testid={`connect-${bank.slug}`}
          size="lg"
          loading={busy}
          onClick={() => void connect()}
        >
          Connect {bank.name}
        </Button>
        {connection?.active === true ? (
          <Link to="/accounts">Open your accounts in {bank.clientName}</Link>
        ) : null}
      </div>
      {error === undefined ? null : <Failure error={error} />}
      {connection === undefined ? null : (
        <Alert variant="default" className={classes.state ?? ''}>
          {connection.active
            ? `Connected since ${day(connection.connectedAt)}. Connecting again replaces this.`
            : `The permission at ${bank.name} has ended. Connect again to go on.`}
        </Alert>
      )}
    </div>
  );
}
