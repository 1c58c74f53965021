import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Hop } from '../api/types.js';
import { duration } from '../parts/format.js';
import { toneOf } from './hop-outcome.js';
import classes from './timeline.module.css';

/** A stretch of time, in milliseconds after the first hop. */
interface Bar {
  readonly hop: Hop;
  readonly start: number;
  readonly length: number;
}

/** The hops as bars on one scale; the time a customer takes at the bank is cut short, so that the rest can be seen. */
export const barsOf = (hops: readonly Hop[]): { bars: readonly Bar[]; total: number } => {
  const [first] = hops;
  if (first === undefined) return { bars: [], total: 0 };
  let cutAway = 0;
  let end = Date.parse(first.startedAt);
  const began = end;
  const bars = hops.map((hop) => {
    const start = Date.parse(hop.startedAt);
    const length =
      hop.kind === 'authorize' && hop.from === 'browser' ? 0 : (hop.durationMilliseconds ?? 0);
    if (start - end > waitMax) cutAway += start - end - waitMax;
    end = Math.max(end, start + length);
    return { hop, start: start - began - cutAway, length };
  });
  return { bars, total: Math.max(1, end - began - cutAway) };
};

const waitMax = 250;

/** When each hop was, and how long it took. */
export function Timeline({
  hops,
  hrefOf,
}: {
  hops: readonly Hop[];
  hrefOf: (number: number) => string;
}): ReactElement | null {
  const { bars, total } = barsOf(hops);
  if (bars.length < 2) return null;
  const percent = (part: number): string => `${String(Math.min(100, (100 * part) / total))}%`;
  return (
    <ol className={classes.timeline} aria-label="Times">
      {bars.map(({ hop, start, length }) => (
        <li key={hop.number}>
          <Link to={hrefOf(hop.number)} preventScrollReset className={classes.name ?? ''}>
            {hop.title}
          </Link>
          <span className={classes.track} aria-hidden="true">
            <span
              className={classes.bar}
              data-tone={toneOf(hop)}
              data-lane={hop.to}
              style={{ left: percent(start), width: `max(3px, ${percent(length)})` }}
            />
          </span>
          <span className={classes.length}>
            {hop.durationMilliseconds === undefined ? '' : duration(hop.durationMilliseconds)}
          </span>
        </li>
      ))}
    </ol>
  );
}
