import {
  ConsentDetailsView,
  DashboardCodeView,
  DashboardLoginView,
  MessageView,
  OverviewView,
  StopView,
} from '../../src/dashboard/views/index.js';
import { renderPage } from '../../src/interaction/views/index.js';
import {
  dashboardCode,
  dashboardLogin,
  details,
  ended,
  message,
  overview,
  calledOff,
  paying,
  placed,
  regular,
  sharing,
  standing,
  stop,
} from './dashboard-models.js';
import { hostileSigningPages, signingPages } from './signing-pages.js';

const error = 'Try again.';
const early = { errorTitle: 'Please wait a moment', error: 'Wait 8 seconds, then try again.' };
const receipts = { items: [] };

/** Every page of the dashboard in every state that looks different, by name. */
export const dashboardPages: Readonly<Record<string, string>> = {
  'dashboard login': renderPage(DashboardLoginView(dashboardLogin)),
  'dashboard login, ended': renderPage(DashboardLoginView({ ...dashboardLogin, reason: 'ended' })),
  'dashboard login, refused': renderPage(DashboardLoginView({ ...dashboardLogin, error })),
  'dashboard login, too early': renderPage(DashboardLoginView({ ...dashboardLogin, ...early })),
  'dashboard code': renderPage(DashboardCodeView(dashboardCode)),
  'dashboard code, refused': renderPage(
    DashboardCodeView({ ...dashboardCode, error, attemptsLeft: 1 }),
  ),
  overview: renderPage(OverviewView(overview)),
  'overview, empty': renderPage(OverviewView({ ...overview, holdings: [] })),
  'overview, stopped, bank silent': renderPage(
    OverviewView({ ...overview, stoppedApp: 'Tally', bankAnswers: false }),
  ),
  history: renderPage(
    OverviewView({
      ...{ ...overview, shows: 'history', olderHref: '/harbour/dashboard/history?after=x' },
      holdings: [{ app: details.app, consents: [ended, placed, calledOff] }],
    }),
  ),
  'history, empty': renderPage(OverviewView({ ...overview, shows: 'history', holdings: [] })),
  details: renderPage(ConsentDetailsView(details)),
  'details, unused': renderPage(ConsentDetailsView({ ...details, receipts })),
  'details, bank silent': renderPage(
    ConsentDetailsView({ ...details, receipts: 'unknown', bankAnswers: false }),
  ),
  'details, paused': renderPage(
    ConsentDetailsView({
      ...details,
      consent: { ...sharing, status: { kind: 'paused', label: 'Paused' } },
    }),
  ),
  'details, stopped': renderPage(
    ConsentDetailsView({ ...details, consent: ended, outcome: 'stopped' }),
  ),
  'details, stopped before': renderPage(
    ConsentDetailsView({ ...details, consent: ended, outcome: 'stopped-before' }),
  ),
  'details, paid': renderPage(
    ConsentDetailsView({
      ...details,
      consent: { ...paying, lives: false, status: { kind: 'done', label: 'Paid' } },
    }),
  ),
  'details, expired': renderPage(
    ConsentDetailsView({
      ...details,
      consent: { ...regular, lives: false, status: { kind: 'ended', label: 'Ended by itself' } },
    }),
  ),
  stop: renderPage(StopView(stop)),
  'stop, everything': renderPage(
    StopView({ ...stop, everything: true, consents: [sharing, paying, regular] }),
  ),
  'order, placed': renderPage(ConsentDetailsView({ ...details, consent: placed })),
  'order, called off': renderPage(
    ConsentDetailsView({ ...details, consent: calledOff, outcome: 'stopped' }),
  ),
  'stop an order': renderPage(StopView({ ...stop, consents: [placed] })),
  ...signingPages,
  message: renderPage(MessageView(message)),
  'message, no bank': renderPage(MessageView({ ...message, bank: undefined, backHref: undefined })),
};

/** The same with one hostile text wherever someone else's words can stand. */
export function hostileDashboardPages(text: string): Readonly<Record<string, string>> {
  const app = { clientId: text, name: text, withdrawn: true };
  const account = { name: text, maskedNumber: text };
  const consents = [sharing, paying, standing, regular].map((consent) => ({
    ...{ ...consent, purpose: text, history: text, accounts: [account, account] },
    payment: consent.payment && {
      ...consent.payment,
      payee: text,
      reference: text,
      payeeAccount: text,
    },
    standingOrder: consent.standingOrder && {
      ...{ ...consent.standingOrder, payee: text, payeeAccount: text },
      first: { ...consent.standingOrder.first, amount: text },
    },
    mandate: consent.mandate && {
      ...{ ...consent.mandate, payee: text, payeeAccount: text },
      limits: [{ term: 'Each payment', text, example: text }],
    },
  }));
  const bank = { ...overview.bank, name: text, tagline: text };
  const visit = { bank, customerName: text };
  const [consent = sharing] = consents;
  const at = new Date('2026-11-21T15:30:00Z');
  const item = { at, what: 'Your balances', accounts: [account], customerPresent: true, count: 2 };
  return {
    overview: renderPage(
      OverviewView({ ...overview, ...visit, holdings: [{ app, consents }], stoppedApp: text }),
    ),
    details: renderPage(
      ConsentDetailsView({
        ...{ ...details, ...visit, app, consent, receipts: { items: [item] } },
        transitions: [{ what: text, detail: text, at, sign: 'tick' }],
      }),
    ),
    stop: renderPage(StopView({ ...stop, ...visit, app, consents })),
    ...hostileSigningPages(text),
    'dashboard login': renderPage(
      DashboardLoginView({ ...dashboardLogin, bank, username: text, error: text }),
    ),
    'dashboard code': renderPage(
      DashboardCodeView({ ...dashboardCode, bank, maskedPhone: text, smsText: text, error: text }),
    ),
    message: renderPage(
      MessageView({ ...message, bank, heading: text, explanation: text, whatToDo: text }),
    ),
  };
}
