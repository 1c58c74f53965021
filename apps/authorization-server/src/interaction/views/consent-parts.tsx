import {
  AccountChoice,
  Card,
  DescriptionList,
  Disclosure,
  Icon,
  Notice,
  plain,
  safeHref,
  Words,
} from '@sandbank/ui';
import type { ReactElement } from 'react';
import type { ClusterModel, ConsentModel } from './consent.model.js';
import { durationInWords } from './consent-terms.js';
import { ClientName } from './journey.js';

/** Who asks, what for, how far back and for how long. */
export function Terms({ model }: { model: ConsentModel }): ReactElement {
  const { client, purpose, history } = model;
  const policy = safeHref(client.policyUri);
  const who = (
    <>
      <ClientName>{client.name}</ClientName>
      {client.onBehalfOf === undefined ? null : (
        <>
          {' '}
          on behalf of <ClientName>{client.onBehalfOf}</ClientName>
        </>
      )}
      {policy === undefined ? null : (
        <>
          {' · '}
          <a href={policy} target="_blank" rel="noopener noreferrer">
            privacy policy (opens in a new tab)
          </a>
        </>
      )}
    </>
  );
  return (
    <DescriptionList
      items={[
        { term: 'Who asks', description: who },
        ...(purpose === undefined
          ? []
          : [{ term: 'What for', description: <Words lengthMax={280}>{purpose}</Words> }]),
        ...(history === undefined ? [] : [{ term: 'How far back', description: history }]),
        { term: 'For how long', description: durationInWords(model) },
      ]}
    />
  );
}

/** The clusters, each opening to its single permissions. */
export function Clusters({ clusters }: { clusters: readonly ClusterModel[] }): ReactElement {
  return (
    <Card kind="framed">
      {clusters.map((cluster) => (
        <Disclosure
          key={cluster.title}
          aside={
            <span className="cluster-count">
              {cluster.permissions.length === 1
                ? '1 permission'
                : `${String(cluster.permissions.length)} permissions`}
            </span>
          }
          summary={
            <>
              <span className="cluster-title">
                <Words>{cluster.title}</Words>
              </span>
              <span className="cluster-text">
                <Words lengthMax={280}>
                  {cluster.description ?? cluster.permissions.map(({ label }) => label).join(' · ')}
                </Words>
              </span>
            </>
          }
        >
          <ul className="permissions">
            {cluster.permissions.map(({ code, label, detail }) => (
              <li key={code}>
                <p className="permission-label">
                  <Words>{label}</Words>
                </p>
                <p>
                  <Words lengthMax={400}>{detail}</Words>
                </p>
                <p className="permission-code">
                  <code>{plain(code, 60)}</code>
                </p>
              </li>
            ))}
          </ul>
        </Disclosure>
      ))}
    </Card>
  );
}

/** What is wrong with the choice, beside it. */
export function AccountsError({ error }: { error: string | undefined }): ReactElement | null {
  if (error === undefined) return null;
  return (
    <p className="field-error" id="accounts-error">
      <Icon of="warning" ringed />
      <span>
        <span className="spoken">Error: </span>
        <Words lengthMax={300}>{error}</Words>
      </span>
    </p>
  );
}

/** The accounts to choose from; none is chosen for the customer. */
export function Accounts({ model }: { model: ConsentModel }): ReactElement {
  if (model.accounts.length === 0) {
    return (
      <section className="section">
        <h2>Your accounts</h2>
        <Notice kind="warning">
          <p>You have no account that can be shared. Choose Cancel to go back.</p>
        </Notice>
      </section>
    );
  }
  return (
    <fieldset className="section" aria-describedby="accounts-hint">
      <legend>
        <h2>Which accounts?</h2>
      </legend>
      <p id="accounts-hint">
        Tick each account that <ClientName>{model.client.name}</ClientName> may see. It does not
        learn of the others.
      </p>
      <AccountsError error={model.error} />
      <div className="accounts">
        {model.accounts.map((account) => (
          <AccountChoice
            key={account.id}
            account={account}
            describedBy={model.error === undefined ? undefined : 'accounts-error'}
          />
        ))}
      </div>
    </fieldset>
  );
}
