import { DescriptionList, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import type { MandateModel } from './asked.js';
import type { ConsentModel } from './consent.model.js';
import { dayInWords, durationInWords } from './consent-terms.js';
import { ClientName } from './journey.js';
import { PayingPage } from './paying-page.js';

/** What the page for payments within limits shows. */
export type MandateConsentModel = ConsentModel & { mandate: MandateModel };

/** The page for payments that the app makes by itself: who is paid, within which limits, allow or cancel. */
export function MandateView(model: MandateConsentModel): ReactElement {
  const { client, mandate } = model;
  return (
    <PayingPage
      model={model}
      title="Allow payments within limits"
      errorTitle="Nothing is allowed yet"
      question={
        <>
          <ClientName>{client.name}</ClientName> asks to pay{' '}
          <Words lengthMax={80}>{mandate.payee}</Words> by itself
        </>
      }
      hint={
        <>
          All these payments leave it. <ClientName>{client.name}</ClientName> does not learn its
          balance.
        </>
      }
      none="You have no account that these payments could leave."
      then=", which may then pay within these limits without asking you each time."
      lasts
      allow="Allow these payments"
    >
      <Facts model={model} />
      <Limits model={model} />
    </PayingPage>
  );
}

function Facts({ model }: { model: MandateConsentModel }): ReactElement {
  const { mandate, client } = model;
  const { reference, starts } = mandate;
  return (
    <DescriptionList
      items={[
        { term: 'Who asks', description: <ClientName>{client.name}</ClientName> },
        { term: 'Pay to', description: <Words lengthMax={140}>{mandate.payee}</Words> },
        { term: 'Account', description: <Words lengthMax={60}>{mandate.payeeAccount}</Words> },
        ...(reference === undefined
          ? []
          : [{ term: 'Reference', description: <Words lengthMax={140}>{reference}</Words> }]),
        {
          term: 'What for',
          // The bank cannot tell whose account is paid: the app alone says that it is the customer's own.
          description: (
            <>
              <Words lengthMax={140}>{mandate.kinds.join('; ')}</Words>, says{' '}
              <ClientName>{client.name}</ClientName>
            </>
          ),
        },
        { term: 'When', description: <Words lengthMax={140}>{mandate.presence}</Words> },
        ...(starts === undefined ? [] : [{ term: 'Not before', description: dayInWords(starts) }]),
        { term: 'For how long', description: durationInWords(model) },
      ]}
    />
  );
}

function Limits({ model: { mandate, client } }: { model: MandateConsentModel }): ReactElement {
  return (
    <section className="section">
      <h2>The limits</h2>
      <p>
        The bank refuses whatever goes beyond one of them, and{' '}
        <ClientName>{client.name}</ClientName> can pay nobody else.
      </p>
      <DescriptionList
        items={mandate.limits.map(({ term, text, example }) => ({
          term,
          description: (
            <>
              <p>
                <Words lengthMax={140}>{text}</Words>
              </p>
              <p className="worked-example">
                For example: <Words lengthMax={200}>{example}</Words>
              </p>
            </>
          ),
        }))}
      />
    </section>
  );
}
