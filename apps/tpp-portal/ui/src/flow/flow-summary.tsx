import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { FlowDetail } from '../api/types.js';
import { duration } from '../parts/format.js';
import classes from './hop.module.css';

/** What a journey amounts to, before a hop is chosen. */
export function FlowSummary({ flow }: { flow: FlowDetail }): ReactElement {
  const checks = flow.hops.flatMap(({ checks: made }) => made);
  const failed = checks.filter(({ passed }) => !passed);
  const away = flow.hops.find(({ kind }) => kind === 'authorize')?.durationMilliseconds;
  const machine = flow.hops
    .filter(({ kind }) => kind !== 'authorize')
    .reduce((sum, { durationMilliseconds }) => sum + (durationMilliseconds ?? 0), 0);
  const facts: [string, string][] = [
    ['Hops', String(flow.hops.length)],
    ['Time on the wire', duration(machine)],
    ...(away === undefined
      ? []
      : ([['Customer at the bank', duration(away)]] as [string, string][])),
    [
      'Checks by the client',
      failed.length === 0
        ? `${checks.length}, all passed`
        : `${failed.length} of ${checks.length} failed`,
    ],
  ];
  return (
    <div className={classes.detail}>
      <h2>The journey in short</h2>
      <dl className={classes.facts}>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {flow.error === undefined ? null : (
        <p>
          It ended with{' '}
          <Link to={`/errors/${encodeURIComponent(flow.error)}`}>
            <code>{flow.error}</code>
          </Link>
          {flow.errorDescription === undefined ? '.' : `: ${flow.errorDescription}`}
        </p>
      )}
      <p>
        Choose a hop to see its request, its answer, the tokens in it, and what the client compared
        before it went on.
      </p>
      {flow.hops.length === 0 ? null : (
        <p>
          <Link to={`/flows/${flow.flowId}/hops/1`}>Begin with the first hop</Link>
        </p>
      )}
    </div>
  );
}
