import { ErrorSummary, NoSubmitOnEnter } from '@sandbank/ui';
import type { ReactElement } from 'react';
import type { ConsentModel } from './consent.model.js';
import { Accounts, Clusters, Terms } from './consent-parts.js';
import { afterwardsInWords } from './consent-terms.js';
import { Decision, Next, Question } from './decision-parts.js';
import { ForDevelopers } from './for-developers.js';
import { ClientName, Form, JourneyPage } from './journey.js';

export type * from './consent.model.js';

/** The consent page: what is asked, which accounts, allow or cancel. */
export function ConsentView(model: ConsentModel): ReactElement {
  const { client, error, accounts } = model;
  const firstAccount = accounts[0];
  const fieldId = firstAccount === undefined ? undefined : `account-${firstAccount.id}`;
  return (
    <JourneyPage
      model={{ ...model, clientName: client.name }}
      title="Allow access to your accounts"
      step={3}
    >
      {error === undefined ? null : (
        <ErrorSummary title="Nothing is shared yet" problems={[{ text: error, fieldId }]} />
      )}
      <Question model={model}>
        <ClientName>{client.name}</ClientName> asks to see your account information
      </Question>
      <Terms model={model} />
      <section className="section">
        <h2>
          What <ClientName>{client.name}</ClientName> could see
        </h2>
        <p>It can look, not move money. Open a line to see each permission.</p>
        <Clusters clusters={model.clusters} />
      </section>
      <Form className="decision" action={model.action} csrfToken={model.csrfToken}>
        <NoSubmitOnEnter />
        <Accounts model={model} />
        <Next
          model={model}
          then={`. ${afterwardsInWords(model)}`}
          lasts
          canAllow={accounts.length > 0}
        />
        <Decision allow={accounts.length === 0 ? undefined : 'Allow'}>
          {accounts.length === 0 ? null : (
            // The style sheet counts the ticks; a screen reader hears each box say so itself.
            <p className="ticked" data-of={accounts.length} aria-hidden="true" />
          )}
        </Decision>
      </Form>
      <ForDevelopers developer={model.developer} />
    </JourneyPage>
  );
}
