import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { FlowDetail } from '../api/types.js';
import { duration } from '../parts/format.js';
import { Checks } from './checks.js';
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
        Choose a hop to see its request, its answer and the tokens in it.{' '}
        {flow.hops.length === 0 ? null : (
          <Link to={`/flows/${flow.flowId}/hops/1`} preventScrollReset>
            Begin with the first
          </Link>
        )}
      </p>
      {flow.hops
        .filter((hop) => hop.checks.length > 0 && hop.kind !== 'resource')
        .map((hop) => (
          <section key={hop.number} className={classes.part}>
            <div className={classes.partHead}>
              <h3>
                <Link to={`/flows/${flow.flowId}/hops/${hop.number}`} preventScrollReset>
                  {hop.title}
                </Link>
              </h3>
              <span className="quiet">hop {hop.number}</span>
            </div>
            <Checks checks={hop.checks} />
          </section>
        ))}
    </div>
  );
}
