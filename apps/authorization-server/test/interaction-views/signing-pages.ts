import {
  ConsentDetailsView,
  OverviewView,
  SharedPaymentView,
  SignPaymentView,
  type SharedPaymentItem,
} from '../../src/dashboard/views/index.js';
import { renderPage } from '../../src/interaction/views/index.js';
import { details, overview, visit } from './dashboard-models.js';

const { bank } = visit;

const waiting: SharedPaymentItem = {
  id: 'payment-1',
  amount: '£1,250.00',
  payee: 'Rosa Lindqvist',
  payeeAccount: '00-12-20 12345678',
  reference: 'Studio rent',
  account: { name: 'Household', maskedNumber: '•••• 4321' },
  startedBy: 'Theo Brandt',
  startedByYou: false,
  app: 'Tally',
  startedAt: new Date('2026-11-21T15:00:00Z'),
  until: new Date('2026-11-22T15:00:00Z'),
  required: 2,
  received: 1,
  state: 'waiting',
  signedByYou: false,
};
const code = {
  ...{ ...visit, payment: waiting, action: '/harbour/dashboard/payments/payment-1/sign' },
  maskedPhone: '•••• 657',
  smsText: '123456 is your code',
};
const asked = new Date('2026-11-21T15:30:00Z');
const question = { at: asked, amount: '£20.00', reference: 'Table for two', isYes: true };

const page = (payment: SharedPaymentItem, outcome?: 'signed' | 'refused' | 'late'): string =>
  renderPage(SharedPaymentView({ ...visit, payment, outcome }));

/** What holders sign, and what was asked about their money, in every state that looks different. */
export const signingPages: Readonly<Record<string, string>> = {
  'overview, signature': renderPage(OverviewView({ ...overview, payments: [waiting] })),
  'payment, waiting': page(waiting),
  'payment, own': page({ ...waiting, startedByYou: true, signedByYou: true }),
  'payment, signed': page({ ...waiting, state: 'signed', signedByYou: true }, 'signed'),
  'payment, one of three': page({ ...waiting, required: 3, signedByYou: true }, 'signed'),
  'payment, refused': page({ ...waiting, state: 'refused' }, 'refused'),
  'payment, late': page({ ...waiting, reference: undefined, state: 'lapsed' }, 'late'),
  'sign a payment': renderPage(SignPaymentView(code)),
  'sign a payment, refused': renderPage(
    SignPaymentView({ ...code, error: 'Try again.', attemptsLeft: 1 }),
  ),
  'sign a payment, too early': renderPage(
    SignPaymentView({ ...code, errorTitle: 'Please wait a moment', error: 'Wait 8 seconds.' }),
  ),
  'details, questions': renderPage(
    ConsentDetailsView({
      ...details,
      questions: {
        items: [question, { ...question, isYes: false }],
        olderHref: '/harbour/dashboard/consents/x?asked=y',
      },
    }),
  ),
  'details, no questions': renderPage(
    ConsentDetailsView({
      ...details,
      questions: { items: [], newestHref: '/harbour/dashboard/consents/x?asked=y' },
    }),
  ),
  'details, questions silent': renderPage(ConsentDetailsView({ ...details, questions: 'unknown' })),
};

/** The same with one hostile text wherever someone else's words can stand. */
export function hostileSigningPages(text: string): Readonly<Record<string, string>> {
  const hostile = { ...visit, bank: { ...bank, name: text, tagline: text }, customerName: text };
  const payment = {
    ...{ ...waiting, payee: text, payeeAccount: text, reference: text, startedBy: text, app: text },
    account: { name: text, maskedNumber: text },
  };
  return {
    'overview, signature': renderPage(
      OverviewView({ ...overview, ...hostile, payments: [payment] }),
    ),
    payment: renderPage(SharedPaymentView({ ...hostile, payment })),
    'sign a payment': renderPage(
      SignPaymentView({
        ...code,
        ...hostile,
        payment,
        maskedPhone: text,
        smsText: text,
        error: text,
      }),
    ),
    'details, questions': renderPage(
      ConsentDetailsView({
        ...{ ...details, ...hostile },
        questions: { items: [{ ...question, reference: text }] },
      }),
    ),
  };
}
