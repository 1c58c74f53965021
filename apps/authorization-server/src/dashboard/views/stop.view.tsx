import { Button, ButtonLink, Card, Icon, Words } from '@sandbank/ui';
import type { ReactElement, ReactNode } from 'react';
import { ClientName, Form } from '../../interaction/views/journey.js';
import {
  Consequence,
  consentTitle,
  ConsentSubject,
  stopQuestion,
  stopVerb,
} from './consent-words.js';
import { DashboardPage } from './dashboard-page.js';
import type { AppItem, ConsentItem, VisitModel } from './dashboard.model.js';
import { AccountLine } from './words.js';

/** What the question before a stop shows: of one consent, or of all that an app holds. */
export interface StopModel extends VisitModel {
  app: AppItem;
  consents: readonly ConsentItem[];
  everything: boolean;
  action: string;
  /** Where the customer goes who does not want to. */
  backHref: string;
}

/** The first step of a stop: what follows from it, and the button that does it. */
export function StopView(model: StopModel): ReactElement {
  const { app, consents, everything } = model;
  const name = <ClientName>{app.name}</ClientName>;
  const [first] = consents;
  const title = everything || first === undefined ? 'Stop everything' : stopVerb(first);
  return (
    <DashboardPage model={model} title={title} here="current">
      <p className="back">
        <a id="back" href={model.backHref}>
          Back, and change nothing
        </a>
      </p>
      <h1>
        {everything || first === undefined ? 'Stop everything with' : stopQuestion(first)} {name}?
      </h1>
      <section className="section">
        <h2>What ends</h2>
        <ul className="next" id="what-ends">
          {everything ? (
            <Line sign="cross">
              <strong>Its connection to you:</strong> it can ask the bank nothing in your name.
            </Line>
          ) : null}
          {consents.map((consent) => (
            <Line key={consent.id} sign="cross">
              <strong>{consentTitle(consent)}:</strong> <Subject consent={consent} />
            </Line>
          ))}
        </ul>
      </section>
      <section className="section">
        <h2>What follows</h2>
        <ul className="next" id="consequence">
          <Line sign="cross">
            <strong>At once:</strong>{' '}
            {everything || first === undefined ? (
              <>{name} can see nothing of your accounts and make no payment from them.</>
            ) : (
              <Consequence consent={first} app={app.name} />
            )}
          </Line>
          <Line sign="information">
            <strong>What it has, it may keep:</strong> what {name} has seen already is with {name}.
            Ask there if you want it deleted.
          </Line>
          <Line sign="clock">
            <strong>No way back:</strong> to allow it again, begin anew from {name}.
          </Line>
        </ul>
      </section>
      <Form className="decision" action={model.action} csrfToken={model.csrfToken}>
        <Card kind="tinted">
          <div className="actions">
            <Button id="stop-confirm" kind="primary">
              {title}
            </Button>
            <ButtonLink id="stop-cancel" kind="secondary" href={model.backHref}>
              Leave it as it is
            </ButtonLink>
          </div>
        </Card>
      </Form>
    </DashboardPage>
  );
}

function Line(props: {
  sign: 'cross' | 'information' | 'clock';
  children: ReactNode;
}): ReactElement {
  return (
    <li>
      <Icon of={props.sign} ringed />
      <p>{props.children}</p>
    </li>
  );
}

/** What a consent is about, within a sentence. */
function Subject({ consent }: { consent: ConsentItem }): ReactElement {
  const { clusters, accounts } = consent;
  return (
    <>
      {clusters.length === 0 ? (
        <ConsentSubject consent={consent} />
      ) : (
        <Words lengthMax={300}>{clusters.map(({ title }) => title).join(' · ')}</Words>
      )}
      {accounts.length === 0 ? null : (
        <>
          {' ('}
          <AccountLine accounts={accounts} />)
        </>
      )}
    </>
  );
}
