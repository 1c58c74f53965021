import { ButtonLink, Notice, Status } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { Clusters } from '../../interaction/views/consent-parts.js';
import { ClientName } from '../../interaction/views/journey.js';
import { ConsentFacts } from './consent-facts.js';
import { consentTitle, stopVerb } from './consent-words.js';
import { DashboardPage } from './dashboard-page.js';
import type {
  AppItem,
  ConsentItem,
  Questions,
  Receipts,
  TransitionItem,
  VisitModel,
} from './dashboard.model.js';
import { BankIsSilent } from './overview.view.js';
import { QuestionsSection } from './questions.js';
import { ReceiptsSection } from './receipts.js';
import { Timeline } from './timeline.js';
import { Moment } from './words.js';

/** What the page of one consent shows. */
export interface ConsentDetailsModel extends VisitModel {
  app: AppItem;
  consent: ConsentItem;
  transitions: readonly TransitionItem[];
  receipts: Receipts;
  /** Where the consent is about such questions. */
  questions?: Questions | undefined;
  /** What has just become of it: stopped now, or stopped before that. */
  outcome?: 'stopped' | 'stopped-before' | undefined;
  bankAnswers: boolean;
}

/** Everything about one consent: what was agreed, what became of it, and who looked. */
export function ConsentDetailsView(model: ConsentDetailsModel): ReactElement {
  const { app, consent, paths } = model;
  return (
    <DashboardPage
      model={model}
      title={consentTitle(consent)}
      here={consent.lives ? 'current' : 'history'}
    >
      <p className="back">
        <a id="back" href={consent.lives ? paths.current : paths.history}>
          {consent.lives ? 'What you share' : 'History'}
        </a>
      </p>
      <Outcome model={model} />
      <h1>
        <ClientName>{app.name}</ClientName>: {consentTitle(consent).toLowerCase()}
      </h1>
      <p className="state" id="state">
        <Status kind={consent.status.kind}>{consent.status.label}</Status>
        <State consent={consent} />
      </p>
      <BankIsSilent answers={model.bankAnswers} />
      <ConsentFacts consent={consent} />
      {consent.lives || consent.order?.next !== undefined ? (
        <p className="actions">
          <ButtonLink id="stop" kind="secondary" href={paths.stopConsent(consent.id)}>
            {stopVerb(consent)}
          </ButtonLink>
        </p>
      ) : null}
      {consent.clusters.length === 0 ? null : (
        <section className="section">
          <h2>What you agreed to</h2>
          <p>Open a line to see each permission.</p>
          <Clusters clusters={consent.clusters} />
        </section>
      )}
      {model.questions === undefined ? null : (
        <QuestionsSection questions={model.questions} app={app.name} />
      )}
      <ReceiptsSection receipts={model.receipts} app={app.name} />
      <Timeline transitions={model.transitions} />
      <p className="section soft">All times are in UTC.</p>
    </DashboardPage>
  );
}

/** What the state means for the customer. */
function State({ consent }: { consent: ConsentItem }): ReactElement | null {
  const { status } = consent;
  if (status.kind === 'paused' && status.waits !== true) {
    return (
      <span className="soft">
        Nothing is shared while it is paused. The history below says what it waits for.
      </span>
    );
  }
  const since = stateSince(consent);
  if (since === undefined) return null;
  return (
    <span className="soft">
      <Moment of={since} />
    </span>
  );
}

/** When it came to the state that it shows; of an order that ended by itself, the bank does not say. */
function stateSince({ status, endedAt, order }: ConsentItem): Date | undefined {
  if (order === undefined || status.kind === 'done') return endedAt;
  return order.calledOffAt;
}

function Outcome({ model }: { model: ConsentDetailsModel }): ReactElement | null {
  const { outcome, app, consent } = model;
  if (outcome === undefined) return null;
  const name = <ClientName>{app.name}</ClientName>;
  if (outcome === 'stopped-before') {
    return (
      <Notice kind="information" id="stopped">
        <p>
          <strong>It had ended before.</strong> There was nothing left to stop; {name} could not use
          it any more.
        </p>
      </Notice>
    );
  }
  return (
    <Notice kind="done" id="stopped">
      <p>
        <strong>Done.</strong>{' '}
        {consent.order === undefined ? (
          <>From this moment {name} cannot use it any more.</>
        ) : (
          'The bank pays nothing more by this order.'
        )}
      </p>
    </Notice>
  );
}
