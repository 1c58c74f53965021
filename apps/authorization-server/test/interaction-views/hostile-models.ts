import type {
  CodeModel,
  ConsentModel,
  FundsConsentModel,
  LoginModel,
  MandateConsentModel,
  OAuthErrorModel,
  PaymentConsentModel,
  StandingOrderConsentModel,
} from '../../src/interaction/views/index.js';
import {
  code,
  consent,
  fundsConsent,
  login,
  mandateConsent,
  paymentConsent,
  refusal,
  replacement,
  standingOrderConsent,
} from './models.js';

const rightToLeft = '\u202Eylaer\u202C\u2066';
const endless = 'W'.repeat(500);
const script = `<script>alert("x")</script><img src=x onerror='y'>`;

/** Text as an attacker, or a careless registrar, would send it. */
export const hostileText = [
  `${rightToLeft} Tally ${script}`,
  endless,
  `🏦👨‍👩‍👧‍👦 بنك الميناء \u200B Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319\u0324\u031E\u0349\u035A\u032F\u031E\u0320\u034Dalgo`,
] as const;

/** Every page with one hostile text wherever someone else's words can stand. */
export function hostile(text: string): {
  login: LoginModel;
  code: CodeModel;
  consent: ConsentModel;
  payment: PaymentConsentModel;
  standingOrder: StandingOrderConsentModel;
  mandate: MandateConsentModel;
  mandateLogin: LoginModel;
  funds: FundsConsentModel;
  refusal: OAuthErrorModel;
} {
  const named = { ...login.bank, name: text, tagline: text };
  const payment = { amount: text, payee: text, payeeAccount: text, reference: text };
  const on = new Date('2026-12-24T09:00:00Z');
  const standingOrder = {
    ...{ payee: text, payeeAccount: text, reference: text, first: { amount: text, on } },
    ...{ then: { amount: text, every: 'every day', from: on }, last: { amount: text, on } },
  };
  const mandate = {
    ...{ payee: text, payeeAccount: text, reference: text, kinds: [text], presence: text },
    limits: [{ term: 'Each payment', text, example: text }],
  };
  return {
    login: { ...login, bank: named, clientName: text, username: text, error: text, demoHint: text },
    code: { ...code, bank: named, clientName: text, maskedPhone: text, smsText: text, error: text },
    consent: {
      ...consent,
      bank: named,
      client: { name: text, onBehalfOf: text, policyUri: 'javascript:alert(1)' },
      customerName: text,
      change: { ...replacement, held: [{ what: text, accounts: [text, text] }] },
      purpose: text,
      clusters: consent.clusters.map((cluster) => ({ ...cluster, description: text })),
      accounts: consent.accounts.map((account) => ({
        ...account,
        name: text,
        typeLabel: text,
        maskedNumber: text,
        balance: text,
        holders: [text, text],
      })),
      developer: {
        clientId: text,
        senderConstraint: text,
        resourceServer: text,
        scope: text,
        authorizationDetails: JSON.stringify({ type: text }, null, 2),
      },
      error: text,
      redirectHost: text,
    },
    payment: {
      ...paymentConsent,
      ...{ bank: named, client: { name: text }, customerName: text, payment, error: text },
      accounts: paymentConsent.accounts.map((account) => ({ ...account, name: text, unfit: text })),
      redirectHost: text,
    },
    standingOrder: {
      ...standingOrderConsent,
      ...{ bank: named, client: { name: text }, customerName: text, standingOrder, error: text },
      redirectHost: text,
    },
    mandate: {
      ...mandateConsent,
      ...{ bank: named, client: { name: text }, customerName: text, mandate, error: text },
      redirectHost: text,
    },
    mandateLogin: { ...login, bank: named, clientName: text, mandate },
    funds: {
      ...fundsConsent,
      ...{ bank: named, client: { name: text }, customerName: text, fundsCheck: { account: text } },
      redirectHost: text,
    },
    refusal: { ...refusal, bank: named, heading: text, explanation: text, whatToDo: text },
  };
}
