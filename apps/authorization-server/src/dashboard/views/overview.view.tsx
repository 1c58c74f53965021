import { ButtonLink, DescriptionList, Monogram, Notice, plain, Status, Words } from '@sandbank/ui';
import type { ReactElement, ReactNode } from 'react';
import { ClientName } from '../../interaction/views/journey.js';
import { consentTitle, ConsentSubject, stopVerb } from './consent-words.js';
import { DashboardPage } from './dashboard-page.js';
import type { ConsentItem, HoldingItem, VisitModel } from './dashboard.model.js';
import { ChosenAccounts, day, LastUsed, Moment, untilInWords } from './words.js';

/** What the first page and the history show. */
export interface OverviewModel extends VisitModel {
  shows: 'current' | 'history';
  holdings: readonly HoldingItem[];
  /** The name of the app with which everything was stopped just now. */
  stoppedApp?: string | undefined;
  /** False where the bank's account service did not answer. */
  bankAnswers: boolean;
  olderHref?: string | undefined;
}

const headings = { current: 'What you share', history: 'What you shared before' } as const;

const leads = {
  current:
    'These apps may see something of your accounts, or pay from them, because you allowed it.',
  history: 'What has ended or was used up. None of it lets an app see or do anything.',
} as const;

/** Every app with what it holds from the customer: living, or ended. */
export function OverviewView(model: OverviewModel): ReactElement {
  const { shows, holdings, paths, olderHref } = model;
  return (
    <DashboardPage model={model} title={headings[shows]} here={shows}>
      <h1>{headings[shows]}</h1>
      {holdings.length === 0 ? <Nothing shows={shows} /> : <p className="lead">{leads[shows]}</p>}
      {model.stoppedApp === undefined ? null : (
        <Notice kind="done" id="stopped">
          <p>
            <strong>Everything with</strong> <ClientName>{model.stoppedApp}</ClientName>{' '}
            <strong>is stopped.</strong> It can see and do nothing any more.
          </p>
        </Notice>
      )}
      <BankIsSilent answers={model.bankAnswers || holdings.length === 0} />
      {holdings.map((holding) => (
        <App key={holding.app.clientId} holding={holding} model={model} />
      ))}
      {olderHref === undefined ? null : (
        <p className="pager">
          <a id="older" href={olderHref}>
            Older entries
          </a>
        </p>
      )}
      {holdings.length === 0 && shows === 'current' ? (
        <p className="pager">
          <a href={paths.history}>See what you shared before</a>
        </p>
      ) : null}
    </DashboardPage>
  );
}

/** Said where the bank's account service did not answer. */
export function BankIsSilent({ answers }: { answers: boolean }): ReactElement | null {
  if (answers) return null;
  return (
    <Notice kind="warning" id="bank-silent">
      <p>
        <strong>A part of the bank does not answer right now.</strong> The names of your accounts
        and the last uses are missing here. What you can stop, you can stop all the same.
      </p>
    </Notice>
  );
}

function Nothing({ shows }: { shows: OverviewModel['shows'] }): ReactElement {
  if (shows === 'history') return <p className="lead">Nothing has ended yet.</p>;
  return (
    <div id="nothing">
      <p className="lead">No app can see your accounts or pay from them.</p>
      <section className="section">
        <h2>How an app gets here</h2>
        <p>
          You start in the app and choose your bank. You sign in here, see exactly what the app asks
          for, and pick the accounts. Whatever you allow then stands on this page, with who looked
          at it and when, and a way to stop it.
        </p>
      </section>
    </div>
  );
}

function App({ holding, model }: { holding: HoldingItem; model: OverviewModel }): ReactElement {
  const { app, consents } = holding;
  const headingId = `app-${plain(app.clientId, 200).replace(/[^\w-]/g, '-')}`;
  return (
    <section className="app" aria-labelledby={headingId}>
      <div className="app-head">
        <Monogram name={app.name} />
        <h2 id={headingId}>
          <ClientName>{app.name}</ClientName>
        </h2>
        {model.shows === 'current' ? (
          <a id={`stop-${headingId}`} href={model.paths.stopApp(app.clientId)}>
            Stop everything with <ClientName>{app.name}</ClientName>
          </a>
        ) : null}
      </div>
      {app.withdrawn ? (
        <p className="soft">The bank has stopped this app: at the moment it can do nothing.</p>
      ) : null}
      {consents.length > 0 ? null : (
        <p className="consent">
          It knows who you are, because you signed in for it here. It sees no account and moves no
          money.
        </p>
      )}
      {consents.map((consent) => (
        <Consent key={consent.id} consent={consent} app={app.name} model={model} />
      ))}
    </section>
  );
}

function Consent(props: { consent: ConsentItem; app: string; model: OverviewModel }): ReactElement {
  const { consent, model } = props;
  const { id, status, lives } = consent;
  return (
    <article className="consent" aria-labelledby={`consent-${id}`}>
      <div className="consent-head">
        <h3 id={`consent-${id}`}>{consentTitle(consent)}</h3>
        <Status kind={status.kind}>{status.label}</Status>
      </div>
      <DescriptionList items={factsOf(consent)} />
      <p className="actions">
        <a id={`details-${id}`} href={model.paths.consent(id)}>
          Details and who looked
          <span className="spoken">
            : {consentTitle(consent)}, <Words lengthMax={80}>{props.app}</Words>
          </span>
        </a>
        {lives ? (
          <ButtonLink id={`stop-${id}`} kind="secondary" href={model.paths.stopConsent(id)}>
            {stopVerb(consent)}
          </ButtonLink>
        ) : null}
      </p>
    </article>
  );
}

const endTerm = ({ status }: ConsentItem): string => (status.kind === 'done' ? 'Paid' : 'Ended');

/** What stands on a card, in the order in which a customer asks. */
function factsOf(consent: ConsentItem): { term: string; description: ReactNode }[] {
  const { lives, accounts, endedAt, kind } = consent;
  return [
    { term: 'What', description: <ConsentSubject consent={consent} /> },
    {
      term: accounts.length === 1 ? 'Account' : 'Accounts',
      description: <ChosenAccounts accounts={accounts} />,
    },
    { term: 'Allowed', description: day(consent.since) },
    lives || endedAt === undefined
      ? { term: kind === 'payment' ? 'How often' : 'Until', description: untilInWords(consent) }
      : { term: endTerm(consent), description: <Moment of={endedAt} /> },
    { term: 'Last used', description: <LastUsed lastUse={consent.lastUse} /> },
  ];
}
