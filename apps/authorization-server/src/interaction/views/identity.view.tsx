import { BankMark, Button, Card, Monogram, NoSubmitOnEnter, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import type { ConsentModel } from './consent.model.js';
import { Clusters, Terms } from './consent-parts.js';
import { ForDevelopers } from './for-developers.js';
import { ClientName, Form, JourneyPage } from './journey.js';

/** The consent page for an app that asks for no accounts: only who the customer is, if that. */
export function IdentityView(model: ConsentModel): ReactElement {
  const { client } = model;
  return (
    <JourneyPage model={{ ...model, clientName: client.name }} title="Say who you are" step={3}>
      <div className="parties" aria-hidden="true">
        <Monogram name={client.name} />
        <span className="parties-line" />
        <BankMark accent={model.bank.accent} />
      </div>
      <h1>
        <ClientName>{client.name}</ClientName> asks who you are
      </h1>
      <p className="lead">
        Signed in as <Words lengthMax={80}>{model.customerName}</Words>.
      </p>
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
        <Card kind="tinted">
          <div className="actions">
            <Button id="consent-allow" kind="primary" name="decision" value="allow">
              Allow
            </Button>
            <Button id="cancel" kind="secondary" name="decision" value="cancel" skipsValidation>
              Cancel
            </Button>
          </div>
        </Card>
      </Form>
      <ForDevelopers developer={model.developer} />
    </JourneyPage>
  );
}
