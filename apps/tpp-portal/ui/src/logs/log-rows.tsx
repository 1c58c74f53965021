import type { ReactElement } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { clock, day, duration } from '../parts/format.js';
import { filterOf, type LogEntry } from './log-entry.js';
import classes from './logs.module.css';

const toneOf = ({ error, status }: LogEntry): 'failed' | 'nonce' | 'plain' => {
  if (error === 'use_dpop_nonce') return 'nonce';
  return error !== null || status >= 400 ? 'failed' : 'plain';
};

/** The lines of the log, latest first; each opens its exchange. */
export function LogRows({
  base,
  entries,
}: {
  base: string;
  entries: readonly LogEntry[];
}): ReactElement {
  const { exchange } = useParams();
  const [query] = useSearchParams();
  const filter = filterOf(query);
  return (
    <ol className={classes.list} id="log" aria-label="Exchanges, latest first">
      {entries.map((entry) => {
        const where = new URLSearchParams({ ...filter, at: `${entry.bank} ${entry.server}` });
        return (
          <li key={entry.id}>
            <Link
              to={`${base}/${entry.id}?${where.toString()}`}
              preventScrollReset
              className={classes.row}
              aria-current={entry.id === exchange ? 'true' : undefined}
            >
              <time dateTime={entry.at} className={classes.time} title={day(entry.at)}>
                {clock(entry.at)}
              </time>
              <span className={classes.status} data-tone={toneOf(entry)}>
                {entry.status}
              </span>
              <span className={classes.what}>
                <b>{entry.title}</b>
                <code>
                  {entry.method} {entry.endpoint}
                </code>
              </span>
              <span className={classes.where}>
                {entry.server === 'resource-server' ? 'RS' : 'AS'}
                <span className="spoken">
                  {entry.server === 'resource-server'
                    ? ' resource server'
                    : ' authorization server'}
                </span>{' '}
                {entry.bank}
              </span>
              <span className={classes.error}>
                {entry.error === null ? null : <code>{entry.error}</code>}
                {entry.claimed ? ' not proven' : null}
                {entry.suppressed === 0 ? null : ` ${String(entry.suppressed)} more not kept`}
              </span>
              <span className={classes.took}>{duration(entry.duration_ms)}</span>
            </Link>
          </li>
        );
      })}
    </ol>
  );
}
