import { Monogram, Notice, plain } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { ClientName } from '../../interaction/views/journey.js';
import { ConsentCard } from './consent-card.js';
import { DashboardPage } from './dashboard-page.js';
import type { HoldingItem, SharedPaymentItem, VisitModel } from './dashboard.model.js';
import { WaitingPayments } from './waiting-payments.js';

/** What the first page and the history show. */
export interface OverviewModel extends VisitModel {
  shows: 'current' | 'history';
  holdings: readonly HoldingItem[];
  /** Payments that wait for this customer's signature. */
  payments: readonly SharedPaymentItem[];
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
  history:
    'What has ended or was used up. None of it lets an app see or do anything. Orders that the bank still has to carry out stand here too: open one to call it off.',
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
      <BankIsSilent answers={model.bankAnswers || (shows === 'history' && holdings.length === 0)} />
      <WaitingPayments payments={model.payments} paths={paths} />
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
        <strong>A part of the bank does not answer right now.</strong> The names of your accounts,
        the last uses and payments that wait for your signature are missing here. What you can stop,
        you can stop all the same.
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
        <ConsentCard key={consent.id} consent={consent} app={app.name} paths={model.paths} />
      ))}
    </section>
  );
}
