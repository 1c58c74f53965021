import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Flow } from '../api/types.js';
import { FlowList } from '../flow/flow-list.js';
import classes from './start-page.module.css';

/** The newest journeys of this browser; nothing where there are none. */
export function LatestFlows({ flows }: { flows: Flow[] }): ReactElement | null {
  if (flows.length === 0) return null;
  return (
    <section aria-labelledby="latest-title" className={classes.latest}>
      <h2 id="latest-title">Your latest journeys</h2>
      <FlowList flows={flows.slice(0, 4)} />
      {flows.length > 4 ? <Link to="/flows">All journeys</Link> : null}
    </section>
  );
}
