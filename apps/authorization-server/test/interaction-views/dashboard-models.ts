import { dashboardPaths } from '../../src/dashboard/dashboard-paths.js';
import type {
  ConsentDetailsModel,
  ConsentItem,
  DashboardCodeModel,
  DashboardLoginModel,
  MessageModel,
  OverviewModel,
  StopModel,
  VisitModel,
} from '../../src/dashboard/views/index.js';
import { consent, login } from './models.js';

const { bank, csrfToken } = login;
const paths = dashboardPaths(bank.slug);
const id = '0199f3d2-6a1e-7c34-9b52-8f0c5d6e7a10';

/** A realistic model of every page of the dashboard. */
export const visit: VisitModel = {
  ...{ bank, paths, csrfToken, minutesLeft: 10, customerName: 'Maya Lindqvist' },
};

export const app = { clientId: 'client-tally', name: 'Tally', withdrawn: false };

export const sharing: ConsentItem = {
  ...{ id, kind: 'accounts', lives: true, clusters: consent.clusters },
  status: { kind: 'live', label: 'Sharing now' },
  purpose: consent.purpose,
  history: 'From 1 January 2026 onwards',
  accounts: [
    { name: 'Everyday', maskedNumber: '•••• 3318' },
    { name: 'An account that you no longer have' },
  ],
  since: new Date('2026-11-01T09:12:00Z'),
  endsAt: new Date('2027-03-01T00:00:00Z'),
  confirmBy: new Date('2027-01-30T09:12:00Z'),
  lastUse: new Date('2026-11-21T15:30:00Z'),
};

export const paying: ConsentItem = {
  ...{ ...sharing, id: '0199f3d2-6a1e-7c34-9b52-8f0c5d6e7a11', kind: 'payment', clusters: [] },
  status: { kind: 'paused', label: 'Not paid yet', waits: true },
  payment: {
    ...{ money: { Amount: '12.50', Currency: 'GBP' }, amount: '£12.50', payee: 'Rosa Lindqvist' },
    ...{ payeeAccount: '00-12-20 12345678', reference: 'Dinner' },
  },
  lastUse: 'never',
};

export const scheduled: ConsentItem = {
  ...{ ...paying, id: '0199f3d2-6a1e-7c34-9b52-8f0c5d6e7a14', kind: 'scheduled-payment' },
  status: { kind: 'paused', label: 'Not ordered yet', waits: true },
  payment: paying.payment && { ...paying.payment, due: new Date('2026-12-24T09:00:00Z') },
};

export const standing: ConsentItem = {
  ...{ ...sharing, id: '0199f3d2-6a1e-7c34-9b52-8f0c5d6e7a15', kind: 'standing-order' },
  clusters: [],
  status: { kind: 'paused', label: 'Not set up yet', waits: true },
  standingOrder: {
    ...{ payee: 'Rosa Lindqvist', payeeAccount: '00-12-20 12345678', reference: 'Rent' },
    first: { amount: '£500.00', on: new Date('2026-12-24T09:00:00Z') },
    then: {
      ...{ amount: '£500.00', every: 'every month', on: 'on the 24th' },
      from: new Date('2027-01-24T09:00:00Z'),
    },
  },
  lastUse: 'never',
};

export const placed: ConsentItem = {
  ...{ ...standing, lives: false, endedAt: new Date('2026-11-02T09:12:00Z') },
  status: { kind: 'done', label: 'Set up' },
  order: { next: { amount: '£500.00', on: new Date('2026-12-24T09:00:00Z') } },
};

export const calledOff: ConsentItem = {
  ...{ ...placed, status: { kind: 'stopped', label: 'Called off' } },
  id: '0199f3d2-6a1e-7c34-9b52-8f0c5d6e7a16',
  order: { calledOffAt: new Date('2026-11-20T10:30:00Z') },
};

export const regular: ConsentItem = {
  ...{ ...sharing, id: '0199f3d2-6a1e-7c34-9b52-8f0c5d6e7a12', kind: 'mandate', clusters: [] },
  status: { kind: 'live', label: 'Allowed' },
  mandate: {
    ...{ payee: 'Rainy days', payeeAccount: '00-12-20 12345678', kinds: [], presence: 'x' },
    limits: [{ term: 'Each payment', text: 'At most £50.00', example: '' }],
  },
  lastUse: 'unknown',
};

export const ended: ConsentItem = {
  ...{ ...sharing, lives: false, endedAt: new Date('2026-11-22T08:00:00Z') },
  status: { kind: 'stopped', label: 'Stopped' },
};

export const overview: OverviewModel = {
  ...{ ...visit, shows: 'current', bankAnswers: true },
  payments: [],
  holdings: [
    { app, consents: [sharing, paying, scheduled, standing, regular] },
    {
      app: { clientId: 'client two', name: 'Frozen', withdrawn: true },
      consents: [
        {
          ...{
            ...sharing,
            id: '0199f3d2-6a1e-7c34-9b52-8f0c5d6e7a13',
            kind: 'funds',
            clusters: [],
          },
          status: { kind: 'paused', label: 'Paused' },
        },
      ],
    },
    { app: { clientId: 'client-three', name: 'Knows', withdrawn: false }, consents: [] },
  ],
};

const at = new Date('2026-11-21T15:30:00Z');

export const details: ConsentDetailsModel = {
  ...{ ...visit, app, consent: sharing, bankAnswers: true },
  transitions: [
    { what: 'Tally asked for it', at, sign: 'information' },
    { what: 'You allowed it', detail: 'on the bank’s own page', at, sign: 'tick' },
  ],
  receipts: {
    items: [
      {
        ...{ at, what: 'Your balances', cluster: 'Your Account Details', count: 3 },
        ...{ accounts: [{ name: 'Everyday' }, { name: 'Rainy days' }], customerPresent: true },
      },
      {
        at: new Date('2026-11-20T04:00:00Z'),
        what: 'Your transactions',
        count: 1,
        accounts: [],
        customerPresent: false,
      },
    ],
    ...{ newestHref: '/harbour/dashboard/consents/x', olderHref: '/harbour/dashboard/consents/x' },
  },
};

export const stop: StopModel = {
  ...{ ...visit, app, consents: [sharing], everything: false },
  action: paths.stopConsent(id),
  backHref: paths.consent(id),
};

export const dashboardLogin: DashboardLoginModel = {
  ...{ bank, csrfToken, action: paths.login, demoHint: login.demoHint },
};

export const dashboardCode: DashboardCodeModel = {
  ...{ bank, csrfToken, action: paths.code, maskedPhone: '+44 •••• •••417' },
  smsText: '482913 is your code for Harbour Bank. Never tell it to anyone.',
};

export const message: MessageModel = {
  ...{ bank, heading: 'There is nothing here', explanation: 'x', whatToDo: 'y' },
  ...{ interactionId: id, backHref: paths.current },
};
