import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Flow } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { FlowList } from './flow-list.js';
import classes from './flow-page.module.css';

/** Every journey of this browser. */
export function FlowsPage(): ReactElement {
  const { data, error, reload } = useResource<{ flows: Flow[] }>('/api/flows');
  return (
    <div className={classes.narrow}>
      <title>Flows – Sandbank</title>
      <h1>Flows</h1>
      <p className="lead">
        A flow is one consent journey with all that followed from it: every request, answer and
        token, in the order in which they happened.
      </p>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {data === undefined && error === undefined ? <Waiting /> : null}
      {data?.flows.length === 0 ? (
        <Empty title="No journey yet">
          <p>Connect a bank, and each message will be listed here as it happened.</p>
          <Link to="/">Start a journey</Link>
        </Empty>
      ) : null}
      {data === undefined || data.flows.length === 0 ? null : <FlowList flows={data.flows} />}
    </div>
  );
}
