import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { clock, day, duration } from '../parts/format.js';
import classes from './operator.module.css';

/** To whom something belongs; nothing where no client was named. */
export interface Whose {
  bank?: string | null;
  client_id?: string | null;
}

/** One request with its answer. */
export interface FoundExchange extends Whose {
  id: string;
  at: string;
  server: 'authorization-server' | 'resource-server';
  method: string;
  endpoint: string;
  title: string;
  status: number;
  duration_ms: number;
  error: string | null;
  clause: string | null;
}

/** Exchanges of whatever clients, oldest first. */
export function ExchangeTable({
  exchanges,
}: {
  exchanges: readonly FoundExchange[];
}): ReactElement {
  return (
    <table className={classes.cards}>
      <caption className="spoken">Exchanges, oldest first</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">When</th>
          <th scope="col">Client</th>
          <th scope="col">Answer</th>
          <th scope="col">Took</th>
        </tr>
      </thead>
      <tbody>
        {exchanges.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              {one.title}
              <span className="quiet">
                <code>
                  {one.method} {one.endpoint}
                </code>
              </span>
            </th>
            <td data-label="When">
              <time dateTime={one.at} title={day(one.at)}>
                {clock(one.at)}
              </time>
            </td>
            <td data-label="Client">
              <WhoseLink {...one} />
            </td>
            <td data-label="Answer">
              <span>
                {one.status} {one.error === null ? null : <code>{one.error}</code>}{' '}
                {one.clause === null ? null : (
                  <Link to={`/rules/${encodeURIComponent(one.clause)}`}>{one.clause}</Link>
                )}
              </span>
            </td>
            <td data-label="Took">{duration(one.duration_ms)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The way to the client, or that there is none. */
export function WhoseLink({ bank, client_id: client }: Whose): ReactElement {
  if (typeof bank !== 'string' || typeof client !== 'string') {
    return <span className="quiet">No client was named</span>;
  }
  return (
    <Link to={`/operator/apps/${bank}/${encodeURIComponent(client)}`}>
      {client} at {bank}
    </Link>
  );
}
