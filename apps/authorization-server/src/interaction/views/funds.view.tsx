import { DescriptionList, ErrorSummary, NoSubmitOnEnter, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { AlsoLearns } from './also-learns.js';
import type { FundsCheckModel } from './asked.js';
import type { ConsentModel } from './consent.model.js';
import { durationInWords } from './consent-terms.js';
import { Decision, firstFit, Next, OneAccount, Question } from './decision-parts.js';
import { ForDevelopers } from './for-developers.js';
import { ClientName, Form, JourneyPage } from './journey.js';

/** What the page for a question about funds shows. */
export type FundsConsentModel = ConsentModel & { fundsCheck: FundsCheckModel };

/** The page for an app that wants to ask whether an account holds enough: what it is told, allow or cancel. */
export function FundsView(model: FundsConsentModel): ReactElement {
  const { client, error, fundsCheck } = model;
  const first = firstFit(model);
  const fieldId = first === undefined ? undefined : `account-${first.id}`;
  return (
    <JourneyPage
      model={{ ...model, clientName: client.name }}
      title="Allow questions about your funds"
      step={3}
    >
      {error === undefined ? null : (
        <ErrorSummary title="Nothing is shared yet" problems={[{ text: error, fieldId }]} />
      )}
      <Question model={model}>
        <ClientName>{client.name}</ClientName> asks whether your account holds enough
      </Question>
      <DescriptionList
        items={[
          { term: 'Who asks', description: <ClientName>{client.name}</ClientName> },
          {
            term: 'Which account',
            description: <Words lengthMax={60}>{fundsCheck.account}</Words>,
          },
          { term: 'For how long', description: durationInWords(model) },
        ]}
      />
      <section className="section">
        <h2>
          What <ClientName>{client.name}</ClientName> would be told
        </h2>
        <p>
          Each time it names a sum, for example when you pay with its card, the bank answers{' '}
          <strong>yes</strong> or <strong>no</strong>: the account holds that much, or it does not.
          It never learns your balance or your payments, and it moves no money.
        </p>
      </section>
      <AlsoLearns model={model} />
      <Form className="decision" action={model.action} csrfToken={model.csrfToken}>
        <NoSubmitOnEnter />
        <OneAccount
          model={model}
          title="Your account"
          hint={
            <>
              <ClientName>{client.name}</ClientName> named this account. It learns of no other.
            </>
          }
          none="You have no account with that number."
        />
        <Next
          model={model}
          then=", which may then ask as often as it needs to."
          lasts
          canAllow={first !== undefined}
        />
        <Decision allow={first && 'Allow'} />
      </Form>
      <ForDevelopers developer={model.developer} />
    </JourneyPage>
  );
}
