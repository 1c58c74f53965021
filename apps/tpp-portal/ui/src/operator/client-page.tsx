import type { ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import { useResource } from '../api/use-resource.js';
import { CodeBlock } from '../parts/code-block.js';
import { CopyText } from '../parts/copy.js';
import { duration, moment } from '../parts/format.js';
import { Failure, Waiting } from '../parts/states.js';
import { RejectionView } from '../rejections/rejection-view.js';
import { ChangeStatus } from './change-status.js';
import { Silent } from './silent.js';
import { StatusMark } from './status-mark.js';
import type { AppHealth, ClientDetail } from './types.js';
import { count, share } from './words.js';
import classes from './operator.module.css';

/** One client at one bank: what it is, how it fares, why it was refused, and whether it may act. */
export function ClientPage(): ReactElement {
  const { bank = '', client = '' } = useParams();
  const path = `/api/operator/banks/${encodeURIComponent(bank)}/clients/${encodeURIComponent(client)}`;
  const { data, error, reload } = useResource<ClientDetail>(path);
  return (
    <div className={classes.body}>
      <title>{`${data?.client.name ?? 'Client'} – Operator console – Sandbank`}</title>
      <p className="quiet">
        <Link to={`/operator/apps?bank=${encodeURIComponent(bank)}`}>All clients of this bank</Link>
      </p>
      {error === undefined ? null : (
        <Failure error={error} retry={error.status === 404 ? undefined : reload} />
      )}
      {data === undefined && error === undefined ? <Waiting lines={6} /> : null}
      {data === undefined ? null : <Shown detail={data} path={path} reload={reload} />}
    </div>
  );
}

function Shown({
  detail: { bank, client, health, rejections, silent },
  path,
  reload,
}: {
  detail: ClientDetail;
  path: string;
  reload: () => void;
}): ReactElement {
  const { organisation } = client;
  return (
    <>
      <div className={classes.bar}>
        <div className={classes.names}>
          <h2 className={classes.name}>
            {client.name} <StatusMark status={client.status} />
          </h2>
          <p>
            <CopyText value={client.clientId} label="Copy the client id" /> at {bank.name}
          </p>
        </div>
        <ChangeStatus client={client} bank={bank.name} path={path} reload={reload} />
      </div>
      {client.status === 'frozen' ? (
        <p role="status" className={classes.notice}>
          <b>Frozen{client.statusReason === null ? '.' : `: ${client.statusReason}`}</b>{' '}
          {client.statusChangedAt === null ? null : `Since ${moment(client.statusChangedAt)}, `}
          {client.statusChangedBy}. Whatever it asks is refused; nothing of it was ended.
        </p>
      ) : null}
      <Silent silent={silent} />
      <section className={classes.section} aria-labelledby="fares">
        <h2 id="fares">In the last day</h2>
        <Fares health={health} />
      </section>
      <div className={classes.columns}>
        <section className={classes.section} aria-labelledby="refusals">
          <h2 id="refusals">Latest refusals</h2>
          {rejections.length === 0 ? (
            <p className={classes.calm}>
              Nothing of it was refused in the last seven days. A refusal stands here with its rule,
              what was expected and what came.
            </p>
          ) : (
            rejections.map((rejection) => (
              <RejectionView key={rejection.id} rejection={rejection}>
                <p>
                  <Link to={`/operator/search?id=${rejection.interaction_id}`}>
                    The whole interaction
                  </Link>
                </p>
              </RejectionView>
            ))
          )}
        </section>
        <section className={classes.section} aria-labelledby="registered">
          <h2 id="registered">Registered</h2>
          <dl className={classes.facts}>
            <dt>Organisation</dt>
            <dd>
              {organisation === undefined ? (
                'Not in the directory'
              ) : (
                <>
                  {organisation.name}{' '}
                  {organisation.status === 'suspended' ? <StatusMark status="suspended" /> : null}
                </>
              )}
            </dd>
            <dt>Tokens bound by</dt>
            <dd>{client.constraint === 'mtls' ? 'its certificate (mTLS)' : 'its DPoP key'}</dd>
            <dt>Authenticates by</dt>
            <dd>
              <code>{client.authentication}</code>
            </dd>
          </dl>
          <details className={classes.details}>
            <summary>All metadata</summary>
            <CodeBlock
              label="Metadata"
              language="json"
              text={JSON.stringify(client.metadata, null, 2)}
            />
          </details>
        </section>
      </div>
    </>
  );
}

function Fares({ health }: { health: AppHealth | null }): ReactElement {
  if (health === null) return <p className={classes.calm}>It was not heard of.</p>;
  return (
    <dl className={classes.tiles}>
      <div>
        <dt>Exchanges</dt>
        <dd>{count(health.exchanges)}</dd>
      </div>
      <div data-tone={health.refused > 0 ? 'flare' : undefined}>
        <dt>Refused</dt>
        <dd>
          {count(health.refused)} <small>{share(health.refused, health.exchanges)}</small>
        </dd>
      </div>
      {health.servers.map(({ server, p95Ms, medianMs }) => (
        <div key={server}>
          <dt>p95, {server.replace('-', ' ')}</dt>
          <dd>
            {duration(p95Ms ?? 0)} <small>median {duration(medianMs ?? 0)}</small>
          </dd>
        </div>
      ))}
      <div>
        <dt>Last seen</dt>
        <dd className={classes.small}>{health.lastAt === null ? '–' : moment(health.lastAt)}</dd>
      </div>
    </dl>
  );
}
