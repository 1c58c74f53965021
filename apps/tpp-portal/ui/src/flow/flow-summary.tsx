import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { duration } from '../parts/format.js';
import { Checks } from './checks.js';
import type { ViewedFlow } from './flow-view-model.js';
import { toneOf } from './hop-outcome.js';
import { Timeline } from './timeline.js';
import classes from './hop.module.css';

/** What a journey amounts to, before a hop is chosen. */
export function FlowSummary({
  flow,
  hrefOf,
}: {
  flow: ViewedFlow;
  hrefOf: (number: number) => string;
}): ReactElement {
  const { hops } = flow;
  return (
    <div className={classes.detail}>
      <h2>The journey in short</h2>
      <dl className={classes.facts}>
        {factsOf(flow).map(([term, value]) => (
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
      <Timeline hops={hops} hrefOf={hrefOf} />
      <p>
        Choose a hop to see its request, its answer and the tokens in it.{' '}
        {hops.length === 0 ? null : (
          <Link to={hrefOf(1)} preventScrollReset>
            Begin with the first
          </Link>
        )}
      </p>
      {hops
        .filter((hop) => hop.checks.length > 0 && hop.kind !== 'resource')
        .map((hop) => (
          <section key={hop.number} className={classes.part}>
            <div className={classes.partHead}>
              <h3>
                <Link to={hrefOf(hop.number)} preventScrollReset>
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

function factsOf({ hops, source }: ViewedFlow): [string, string][] {
  const checks = hops.flatMap(({ checks: made }) => made);
  // A nonce that was asked for is part of the protocol.
  const failed = hops
    .filter((hop) => toneOf(hop) !== 'nonce')
    .flatMap((hop) => hop.checks.filter(({ passed }) => !passed));
  const isAtBank = ({ kind, from }: (typeof hops)[number]): boolean =>
    kind === 'authorize' && from === 'browser' && source === 'demo';
  const away = hops.find(isAtBank)?.durationMilliseconds;
  const machine = hops
    .filter((hop) => !isAtBank(hop))
    .reduce((sum, { durationMilliseconds }) => sum + (durationMilliseconds ?? 0), 0);
  return [
    ['Hops', String(hops.length)],
    [source === 'demo' ? 'Time on the wire' : 'Time at the bank’s servers', duration(machine)],
    ...(away === undefined
      ? []
      : ([['Customer at the bank', duration(away)]] as [string, string][])),
    [
      source === 'demo' ? 'Checks by the client' : 'Checks by the bank',
      failed.length === 0
        ? `${String(checks.length)}, none failed`
        : `${String(failed.length)} of ${String(checks.length)} failed`,
    ],
  ];
}
