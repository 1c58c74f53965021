import { DescriptionList, ErrorSummary, NoSubmitOnEnter, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { Clusters } from './consent-parts.js';
import { durationInWords } from './consent-terms.js';
import type { ConsentModel } from './consent.model.js';
import { Decision, Next, Question } from './decision-parts.js';
import { ForDevelopers } from './for-developers.js';
import { ClientName, Form, JourneyPage } from './journey.js';

/** The page for what the customer agreed to before: what goes on, with which accounts, continue or cancel. */
export function RenewalView(model: ConsentModel): ReactElement {
  const { client, error } = model;
  return (
    <JourneyPage model={{ ...model, clientName: client.name }} title="Continue access" step={3}>
      {error === undefined ? null : (
        <ErrorSummary title="Nothing has changed yet" problems={[{ text: error }]} />
      )}
      <Question model={model}>
        <ClientName>{client.name}</ClientName> asks to go on as you agreed before
      </Question>
      <Facts model={model} />
      {model.clusters.length === 0 ? null : (
        <section className="section">
          <h2>
            What <ClientName>{client.name}</ClientName> can see
          </h2>
          <Clusters clusters={model.clusters} />
        </section>
      )}
      <Form className="decision" action={model.action} csrfToken={model.csrfToken}>
        <NoSubmitOnEnter />
        <Next model={model} then=". All stays as you agreed, no more and no less." lasts />
        <Decision allow="Continue" />
      </Form>
      <ForDevelopers developer={model.developer} />
    </JourneyPage>
  );
}

function Facts({ model }: { model: ConsentModel }): ReactElement {
  const { client, purpose, history, mandate, fundsCheck } = model;
  return (
    <DescriptionList
      items={[
        { term: 'Who asks', description: <ClientName>{client.name}</ClientName> },
        ...(purpose === undefined
          ? []
          : [{ term: 'What for', description: <Words lengthMax={280}>{purpose}</Words> }]),
        ...(mandate === undefined
          ? []
          : [
              { term: 'Pay to', description: <Words lengthMax={140}>{mandate.payee}</Words> },
              {
                term: 'Account',
                description: <Words lengthMax={60}>{mandate.payeeAccount}</Words>,
              },
              ...mandate.limits.map(({ term, text }) => ({
                term,
                description: <Words lengthMax={140}>{text}</Words>,
              })),
            ]),
        ...(fundsCheck === undefined
          ? []
          : [{ term: 'What it asks', description: 'Whether the account holds enough, yes or no' }]),
        { term: 'Your accounts', description: <AccountsAsAgreed model={model} /> },
        ...(history === undefined ? [] : [{ term: 'How far back', description: history }]),
        { term: 'For how long', description: durationInWords(model) },
      ]}
    />
  );
}

/** Those that were chosen then; there is nothing to choose now. */
function AccountsAsAgreed({ model: { accounts } }: { model: ConsentModel }): ReactElement {
  if (accounts.length === 0) return <>None of them is open any more</>;
  return (
    <>
      {accounts.map(({ id, name, maskedNumber }) => (
        <p key={id}>
          <Words lengthMax={80}>{name}</Words> <Words lengthMax={40}>{maskedNumber}</Words>
        </p>
      ))}
    </>
  );
}
