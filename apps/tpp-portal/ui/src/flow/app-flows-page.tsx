import { useCallback, useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { call } from '../api/api.js';
import type { SilentServer } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { useApp } from '../apps/app-context.js';
import { duration, moment } from '../parts/format.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { Silent } from '../rejections/silent.js';
import { LiveMark } from './live-mark.js';
import { OutcomeWords } from './outcome-words.js';
import type { Outcome } from './flow-view-model.js';
import { useLive } from './use-live.js';
import classes from './flow-list.module.css';

interface ListedFlow {
  flow: string;
  bank: string;
  bankName: string;
  started_at: string;
  last_at: string;
  hops: number;
  outcome: Outcome;
  error: string | null;
}

interface ListedFlows {
  flows: ListedFlow[];
  hasMore: boolean;
  silent: SilentServer[];
}

const spanOf = ({ started_at: start, last_at: end }: ListedFlow): string =>
  duration(Math.max(0, Date.parse(end) - Date.parse(start)));

const looks = { every: 3000, atMost: 20 * 60_000, active: true };

/** The consent journeys of an application, newest first, as they happen. */
export function AppFlowsPage(): ReactElement {
  const { app } = useApp();
  const path = `/api/applications/${app.id}/flows`;
  const isRegistered = app.clients.length > 0;
  const { data: read, error, reload } = useResource<ListedFlows>(isRegistered ? path : undefined);
  const [fresh, setFresh] = useState<ListedFlows>();
  const look = useCallback(
    async (signal: AbortSignal) => setFresh(await call<ListedFlows>(path, { signal })),
    [path],
  );
  const live = useLive(look, { ...looks, active: isRegistered });
  const told = fresh ?? read;
  return (
    <section className={classes.page}>
      <title>{`Flows of ${app.name} – Sandbank`}</title>
      <header className={classes.head}>
        <h2>Flows</h2>
        {isRegistered ? <LiveMark live={live} /> : null}
      </header>
      <p className="lead">
        A flow is one consent journey of your own client, from its pushed request to its last call:
        every hop and every rule that the bank checked, as it happens.
      </p>
      {isRegistered ? null : (
        <Empty title="Not registered at a bank yet">
          <p>Flows are recorded by the banks: register the application at one of them first.</p>
          <Link to={`/apps/${app.id}/banks`}>Register at a bank</Link>
        </Empty>
      )}
      {error === undefined || told !== undefined ? null : <Failure error={error} retry={reload} />}
      {isRegistered && told === undefined && error === undefined ? <Waiting /> : null}
      <Silent silent={told?.silent ?? []} />
      {told?.flows.length === 0 ? (
        <Empty title="No flow yet: run your snippet">
          <p>
            Start a journey with your own key. Each message appears here within a second of being
            sent, this page open or not.
          </p>
          <Link to={`/apps/${app.id}/snippets`}>Take a snippet</Link>
        </Empty>
      ) : null}
      {told?.hasMore === true ? (
        <p className="quiet">Listed are the latest fifty at each bank.</p>
      ) : null}
      {told === undefined || told.flows.length === 0 ? null : (
        <ul className={classes.list}>
          {told.flows.map((flow) => (
            <li key={`${flow.bank} ${flow.flow}`}>
              <Link
                to={`/apps/${app.id}/flows/${flow.flow}?bank=${flow.bank}`}
                className={classes.flow}
              >
                <span className={classes.when}>
                  {moment(flow.started_at)} at {flow.bankName}
                </span>
                <OutcomeWords outcome={flow.outcome} error={flow.error} />
                <span className={classes.hops}>
                  {flow.hops} {flow.hops === 1 ? 'hop' : `hops in ${spanOf(flow)}`}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
