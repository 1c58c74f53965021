import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { duration } from '../parts/format.js';
import { StatusMark } from './status-mark.js';
import type { AppHealth } from './types.js';
import { ago, count, share } from './words.js';
import classes from './operator.module.css';

const names = { 'authorization-server': 'AS', 'resource-server': 'RS' } as const;

/** How each application fares, busiest first; narrow screens get a card for each. */
export function HealthTable({
  bank,
  apps,
  now,
}: {
  bank: string;
  apps: readonly AppHealth[];
  now: number;
}): ReactElement {
  return (
    <table className={classes.cards}>
      <caption className="spoken">How each application fares</caption>
      <thead>
        <tr>
          <th scope="col">Application</th>
          <th scope="col">Exchanges</th>
          <th scope="col">Refused</th>
          <th scope="col">p95</th>
          <th scope="col">Last seen</th>
        </tr>
      </thead>
      <tbody>
        {apps.map((app) => (
          <tr key={app.clientId}>
            <th scope="row">
              <Link to={`/operator/apps/${bank}/${encodeURIComponent(app.clientId)}`}>
                {app.name ?? app.clientId}
              </Link>{' '}
              {app.status === 'frozen' ? <StatusMark status="frozen" /> : null}
              <span className="quiet">{app.organisation?.name ?? app.clientId}</span>
            </th>
            <td data-label="Exchanges">{count(app.exchanges)}</td>
            <td data-label="Refused">
              <span className={classes.share}>
                {share(app.refused, app.exchanges)}
                <progress
                  max={Math.max(1, app.exchanges)}
                  value={app.refused}
                  aria-hidden="true"
                  className={classes.refusals}
                />
              </span>
            </td>
            <td data-label="p95">
              <span>
                {app.servers
                  .filter(({ p95Ms }) => p95Ms !== null)
                  .map(({ server, p95Ms }) => (
                    <span key={server} className={classes.timing}>
                      <abbr title={server.replace('-', ' ')}>{names[server]}</abbr>{' '}
                      {duration(p95Ms ?? 0)}
                    </span>
                  ))}
              </span>
            </td>
            <td data-label="Last seen">{app.lastAt === null ? '–' : ago(app.lastAt, now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
