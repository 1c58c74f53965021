import { ButtonLink, DescriptionList, Icon, Notice, Status, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { Clusters } from '../../interaction/views/consent-parts.js';
import { ClientName } from '../../interaction/views/journey.js';
import { consentTitle, ConsentSubject, stopVerb } from './consent-words.js';
import { DashboardPage } from './dashboard-page.js';
import type {
  AppItem,
  ConsentItem,
  Receipts,
  TransitionItem,
  VisitModel,
} from './dashboard.model.js';
import { BankIsSilent } from './overview.view.js';
import { ReceiptsSection } from './receipts.js';
import { ChosenAccounts, day, LastUsed, Moment, untilInWords } from './words.js';

/** What the page of one consent shows. */
export interface ConsentDetailsModel extends VisitModel {
  app: AppItem;
  consent: ConsentItem;
  transitions: readonly TransitionItem[];
  receipts: Receipts;
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
        <State consent={consent} app={app.name} />
      </p>
      <BankIsSilent answers={model.bankAnswers} />
      <Facts consent={consent} />
      {consent.lives ? (
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
      <ReceiptsSection receipts={model.receipts} app={app.name} />
      <History transitions={model.transitions} />
      <p className="section soft">All times are in UTC.</p>
    </DashboardPage>
  );
}

/** What the state means for the customer. */
function State({ consent, app }: { consent: ConsentItem; app: string }): ReactElement | null {
  const { status, endedAt } = consent;
  if (status.kind === 'paused') {
    return (
      <span className="soft">
        Nothing is shared until you confirm it again from <ClientName>{app}</ClientName>.
      </span>
    );
  }
  if (endedAt === undefined) return null;
  return (
    <span className="soft">
      <Moment of={endedAt} />
    </span>
  );
}

function Outcome({ model }: { model: ConsentDetailsModel }): ReactElement | null {
  const { outcome, app } = model;
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
        <strong>Done.</strong> From this moment {name} cannot use it any more.
      </p>
    </Notice>
  );
}

function Facts({ consent }: { consent: ConsentItem }): ReactElement {
  const { accounts, mandate, payment, purpose, history } = consent;
  const text = (term: string, words: string | undefined) =>
    words === undefined ? [] : [{ term, description: <Words lengthMax={400}>{words}</Words> }];
  return (
    <DescriptionList
      items={[
        { term: 'What', description: <ConsentSubject consent={consent} /> },
        ...text('Payee', payment?.payeeAccount ?? mandate?.payeeAccount),
        ...(mandate?.limits ?? []).flatMap((limit) => text(limit.term, limit.text)),
        ...text('What for', purpose),
        ...text('How far back', history),
        {
          term: accounts.length === 1 ? 'Account' : 'Accounts',
          description: <ChosenAccounts accounts={accounts} />,
        },
        { term: 'Allowed', description: <Moment of={consent.since} /> },
        { term: untilTerm(consent), description: untilInWords(consent) },
        ...(consent.confirmBy === undefined || !consent.lives || isNotBefore(consent)
          ? []
          : [{ term: 'Confirm again', description: <>By {day(consent.confirmBy)}</> }]),
        { term: 'Last used', description: <LastUsed lastUse={consent.lastUse} /> },
      ]}
    />
  );
}

const untilTerm = ({ kind, lives }: ConsentItem): string => {
  if (kind === 'payment') return 'How often';
  return lives ? 'Until' : 'Agreed until';
};

/** True where it ends before it would have to be confirmed again. */
const isNotBefore = ({ confirmBy, endsAt }: ConsentItem): boolean =>
  confirmBy !== undefined && endsAt !== undefined && endsAt <= confirmBy;

function History({ transitions }: { transitions: readonly TransitionItem[] }): ReactElement {
  return (
    <section className="section">
      <h2 id="timeline-title">What became of it</h2>
      <ol className="timeline" id="timeline" aria-labelledby="timeline-title">
        {transitions.map(({ what, detail, at, sign }, index) => (
          <li key={index}>
            <span className="timeline-mark">
              <Icon of={sign} />
            </span>
            <div>
              <p className="timeline-what">
                <Words lengthMax={160}>{what}</Words>
              </p>
              <p className="soft">
                <Moment of={at} />
                {detail === undefined ? null : (
                  <>
                    {' · '}
                    <Words lengthMax={200}>{detail}</Words>
                  </>
                )}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
