import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import type { Lane } from '../api/types.js';
import { laneIndex, laneName, lanes } from './lanes.js';
import classes from './sequence.module.css';

/** One message of the diagram. */
export interface SequenceRow {
  readonly key: string;
  readonly from: Lane;
  readonly to: Lane;
  /** Method and short path. */
  readonly line: string;
  readonly title: string;
  readonly number?: number;
  readonly href?: string;
  readonly selected?: boolean;
  readonly tone?: 'plain' | 'failed' | 'nonce';
  /** Status and time. */
  readonly outcome?: ReactNode;
}

/** The names above the lanes. */
export function LaneHeads({
  appName,
  bankName,
}: {
  appName: string;
  bankName: string;
}): ReactElement {
  return (
    <div className={classes.heads} aria-hidden="true">
      <span />
      <div className={classes.headLanes}>
        {lanes.map((lane) => (
          <span key={lane} className={classes.head} data-lane={lane}>
            {laneName(lane, appName)}
            {lane.endsWith('server') ? <small>{bankName}</small> : null}
          </span>
        ))}
      </div>
      <span />
    </div>
  );
}

/** A sequence diagram as a list: arrows between lanes for the eye, words for everybody. */
export function Sequence({ rows }: { rows: readonly SequenceRow[] }): ReactElement {
  return (
    <ol className={classes.sequence}>
      {rows.map((row) => (
        <li key={row.key} className={classes.item}>
          {row.href === undefined ? (
            <div className={classes.row}>
              <RowContent row={row} />
            </div>
          ) : (
            <Link
              to={row.href}
              preventScrollReset
              id={`hop-${row.number}`}
              data-testid={`hop-${row.number}`}
              className={classes.row}
              aria-current={row.selected === true ? 'step' : undefined}
            >
              <RowContent row={row} />
            </Link>
          )}
        </li>
      ))}
    </ol>
  );
}

function RowContent({ row }: { row: SequenceRow }): ReactElement {
  const from = laneIndex(row.from);
  const to = laneIndex(row.to);
  const [left, right] = [Math.min(from, to), Math.max(from, to)];
  return (
    <>
      <span className={classes.title}>
        {row.number === undefined ? null : <span className={classes.number}>{row.number}</span>}
        <span className={classes.words}>
          {row.title}
          <span className={classes.glyph}>
            <Glyph from={from} to={to} />
            <code>{row.line}</code>
          </span>
          <span className="spoken">
            , from {laneName(row.from, 'the app')} to {laneName(row.to, 'the app')}
          </span>
        </span>
      </span>
      <span className={classes.lanes} aria-hidden="true">
        <span
          className={classes.course}
          data-heading={to > from ? 'right' : 'left'}
          data-tone={row.tone ?? 'plain'}
          style={{ gridColumn: `${2 * left + 2} / ${2 * right + 2}` }}
        >
          <code className={classes.label}>{row.line}</code>
        </span>
      </span>
      <span className={classes.outcome}>{row.outcome}</span>
    </>
  );
}

/** The four lanes in miniature, where there is no room for the diagram. */
function Glyph({ from, to }: { from: number; to: number }): ReactElement {
  const x = (lane: number): number => 4 + lane * 12;
  const head = to > from ? -3.5 : 3.5;
  return (
    <svg width="44" height="10" viewBox="0 0 44 10" aria-hidden="true">
      {lanes.map((lane, index) => (
        <circle
          key={lane}
          cx={x(index)}
          cy="5"
          r={index === from || index === to ? 2.6 : 1.6}
          fill={index === from || index === to ? 'var(--accent)' : 'var(--contour)'}
        />
      ))}
      <path
        d={`M${x(from)} 5H${x(to)}m${head} -3l${-head} 3l${head} 3`}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.4"
      />
    </svg>
  );
}
