import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Hop } from '../api/types.js';
import { duration } from '../parts/format.js';
import { toneOf } from './hop-outcome.js';
import { barsOf } from './timeline-bars.js';
import classes from './timeline.module.css';

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
