import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Flow } from '../api/types.js';
import { moment } from '../parts/format.js';
import classes from './flow-list.module.css';

const words: Record<Flow['status'], string> = {
  started: 'Began',
  redirected: 'At the bank',
  returned: 'Coming back',
  connected: 'Connected',
  failed: 'Ended',
};

/** A flow's state in words. */
export function FlowStatus({ flow }: { flow: Flow }): ReactElement {
  return (
    <span className={classes.status} data-status={flow.status}>
      {words[flow.status]}
      {flow.error === undefined ? null : (
        <>
          : <code>{flow.error}</code>
        </>
      )}
    </span>
  );
}

/** Journeys, newest first. */
export function FlowList({ flows }: { flows: readonly Flow[] }): ReactElement {
  return (
    <ul className={classes.list}>
      {flows.map((flow) => (
        <li key={flow.flowId}>
          <Link to={`/flows/${flow.flowId}`} className={classes.flow}>
            <span className={classes.when}>{moment(flow.startedAt)}</span>
            <FlowStatus flow={flow} />
            <span className={classes.hops}>
              {flow.hopCount} {flow.hopCount === 1 ? 'hop' : 'hops'}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
