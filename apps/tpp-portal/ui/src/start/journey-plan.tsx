import type { ReactElement } from 'react';
import { LaneHeads, Sequence, type SequenceRow } from '../flow/sequence.js';
import { Sea } from './sea.js';
import classes from './start-page.module.css';

const plan: readonly SequenceRow[] = [
  {
    key: 'push',
    from: 'client',
    to: 'authorization-server',
    line: 'POST /par',
    title: 'Push the request',
  },
  {
    key: 'authorize',
    from: 'browser',
    to: 'authorization-server',
    line: 'GET /authorize',
    title: 'Sign in, choose, allow',
  },
  {
    key: 'callback',
    from: 'browser',
    to: 'client',
    line: 'GET /callback',
    title: 'Come back with a code',
  },
  {
    key: 'token',
    from: 'client',
    to: 'authorization-server',
    line: 'POST /token',
    title: 'Exchange the code',
  },
  {
    key: 'resource',
    from: 'client',
    to: 'resource-server',
    line: 'GET /accounts',
    title: 'Read the accounts',
  },
];

/** The journey to come, as the flow view will draw it. */
export function JourneyPlan({
  bankName,
  appName,
}: {
  bankName: string;
  appName: string;
}): ReactElement {
  return (
    <figure className={classes.plan} aria-labelledby="plan-title">
      <Sea />
      <figcaption id="plan-title">The course</figcaption>
      <LaneHeads appName={appName} bankName={bankName} />
      <Sequence rows={plan} />
    </figure>
  );
}
