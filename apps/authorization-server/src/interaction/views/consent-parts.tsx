import {
  AccountChoice,
  DescriptionList,
  Disclosure,
  Icon,
  Notice,
  plain,
  safeHref,
  Words,
} from '@sandbank/ui';
import type { ReactElement } from 'react';
import type { ClusterModel, ConsentModel, DeveloperModel } from './consent.model.js';
import { durationInWords, historyInWords } from './consent-terms.js';
import { ClientName } from './journey.js';

/** Who asks, what for, how far back and for how long. */
export function Terms({ model }: { model: ConsentModel }): ReactElement {
  const { client, purpose } = model;
  const policy = safeHref(client.policyUri);
  const history = historyInWords(model);
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
    <div className="clusters">
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
              {cluster.description === undefined ? null : (
                <span className="cluster-text">
                  <Words lengthMax={280}>{cluster.description}</Words>
                </span>
              )}
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
    </div>
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
      {model.error === undefined ? null : (
        <p className="field-error" id="accounts-error">
          <Icon of="warning" ringed />
          <span>
            <span className="spoken">Error: </span>
            <Words lengthMax={300}>{model.error}</Words>
          </span>
        </p>
      )}
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

/** The request as a developer reads it. */
export function ForDevelopers({ developer }: { developer: DeveloperModel }): ReactElement {
  const facts: readonly (readonly [string, string])[] = [
    ['Client', developer.clientId],
    ['Sender constraint', developer.senderConstraint],
    ['Resource server', developer.resourceServer],
    ['Scope', developer.scope],
  ];
  return (
    <Disclosure id="developers" appearance="plain" summary="For developers">
      <DescriptionList
        items={facts.map(([term, value]) => ({
          term,
          description: <code>{plain(value, 300)}</code>,
        }))}
      />
      <h3 className="raw-title">Authorization details</h3>
      <pre className="raw" tabIndex={0} role="region" aria-label="Authorization details">
        <code dir="ltr">{visible(developer.authorizationDetails)}</code>
      </pre>
    </Disclosure>
  );
}

// Format characters are written out, as JSON allows, so that the raw text cannot show anything but itself.
const visible = (json: string): string =>
  json
    .slice(0, 20_000)
    .replace(/\p{Cf}/gu, (hidden) =>
      Array.from(
        { length: hidden.length },
        (_, index) => `\\u${hidden.charCodeAt(index).toString(16).padStart(4, '0')}`,
      ).join(''),
    );
