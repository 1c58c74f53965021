import { NoSubmitOnEnter } from '@sandbank/ui';
import type { ReactElement } from 'react';
import type { ConsentModel } from './consent.model.js';
import { Clusters, Terms } from './consent-parts.js';
import { Decision, Question } from './decision-parts.js';
import { ForDevelopers } from './for-developers.js';
import { ClientName, Form, JourneyPage } from './journey.js';

/** The consent page for an app that asks for no accounts: only who the customer is, if that. */
export function IdentityView(model: ConsentModel): ReactElement {
  const { client } = model;
  return (
    <JourneyPage model={{ ...model, clientName: client.name }} title="Say who you are" step={3}>
      <Question model={model}>
        <ClientName>{client.name}</ClientName> asks who you are
      </Question>
      <Terms model={model} />
      <section className="section">
        <h2>
          What <ClientName>{client.name}</ClientName> would learn
        </h2>
        <p>It sees no account and moves no money.</p>
        <Clusters clusters={model.clusters} />
      </section>
      <Form className="decision" action={model.action} csrfToken={model.csrfToken}>
        <NoSubmitOnEnter />
        <Decision allow="Allow" />
      </Form>
      <ForDevelopers developer={model.developer} />
    </JourneyPage>
  );
}
