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

const bank = { name: 'Harbour Bank', slug: 'harbour', tagline: 'A quiet place for your money' };
const interaction = '/harbour/interaction/0199f3d2-6a1e-7c34-9b52-8f0c5d6e7a10';
const csrfToken = 'Yk3uJ0m3vXQ1r8c2bW5eTA';

/** A realistic model of every page. */
export const login: LoginModel = {
  bank,
  clientName: 'Tally',
  action: `${interaction}/login`,
  cancelAction: `${interaction}/login`,
  csrfToken,
  minutesLeft: 9,
  demoHint:
    'The demo logins are on the first screen of the portal and in the terminal that started it.',
};

export const code: CodeModel = {
  bank,
  clientName: 'Tally',
  action: `${interaction}/code`,
  cancelAction: `${interaction}/code`,
  csrfToken,
  minutesLeft: 8,
  maskedPhone: '+44 •••• •••417',
  smsText:
    '482913 is your Harbour Bank code to sign in for Tally. We never ask for it by phone or email.',
};

export const consent: ConsentModel = {
  bank,
  client: { name: 'Tally', policyUri: 'https://localhost:9440/privacy' },
  customerName: 'Maya Lindqvist',
  purpose: 'Budgeting: sort your spending and show what is left each month',
  clusters: [
    {
      title: 'Your Account Details',
      permissions: [
        {
          code: 'ReadAccountsDetail',
          label: 'Your accounts in full',
          detail: 'Account name, sort code and account number, with kind, currency and nickname',
        },
        {
          code: 'ReadBalances',
          label: 'Your balances',
          detail: 'How much money is in each account, and any credit line',
        },
      ],
    },
    {
      title: 'Your Regular Payments',
      description: 'What leaves your accounts by itself',
      permissions: [
        {
          code: 'ReadDirectDebits',
          label: 'Your direct debits',
          detail: 'Who collects by direct debit, and what was collected last',
        },
      ],
    },
    {
      title: 'Your Account Transactions',
      permissions: [
        {
          code: 'ReadTransactionsDetail',
          label: 'Your transactions in full',
          detail: 'Date, amount, description, and who each payment was from or to',
        },
        {
          code: 'ReadTransactionsCredits',
          label: 'Money in',
          detail: 'Payments that came into your accounts',
        },
        {
          code: 'ReadTransactionsDebits',
          label: 'Money out',
          detail: 'Payments that left your accounts',
        },
      ],
    },
  ],
  history: 'From 1 January 2026 onwards',
  expires: new Date('2027-03-01T00:00:00Z'),
  accounts: [
    {
      id: '0199f3d2-0001-7000-8000-000000000001',
      name: 'Everyday',
      typeLabel: 'Current account',
      maskedNumber: '20-41-07 ••••3318',
      balance: '£2,481.09',
      selected: false,
    },
    {
      id: '0199f3d2-0001-7000-8000-000000000002',
      name: 'House and bills',
      typeLabel: 'Joint account',
      maskedNumber: '20-41-07 ••••9042',
      balance: '−£312.55',
      holders: ['Maya Lindqvist', 'Oscar Lindqvist'],
      selected: false,
    },
    {
      id: '0199f3d2-0001-7000-8000-000000000003',
      name: 'Rainy days',
      typeLabel: 'Savings account',
      maskedNumber: '20-41-07 ••••7755',
      balance: '£14,200.00',
      selected: false,
    },
  ],
  developer: {
    clientId: 'client-tally',
    senderConstraint: 'DPoP, key thumbprint 0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
    resourceServer: 'https://localhost:9442/harbour/open-banking/v4.0',
    scope: 'openid accounts',
    authorizationDetails: JSON.stringify(
      [
        {
          type: 'urn:sandbank:account-access:v1',
          locations: ['https://localhost:9442/harbour/open-banking/v4.0/aisp'],
          consent: {
            Permissions: ['ReadAccountsDetail', 'ReadBalances', 'ReadTransactionsDetail'],
            ExpirationDateTime: '2027-03-01T00:00:00+00:00',
            TransactionFromDateTime: '2026-01-01T00:00:00+00:00',
            Purpose: 'Budgeting',
          },
        },
      ],
      null,
      2,
    ),
  },
  action: `${interaction}/consent`,
  csrfToken,
  minutesLeft: 7,
  redirectHost: 'localhost:9440',
};

const payment = {
  amount: '£1,234.50',
  payee: 'Rosa Lindqvist',
  payeeAccount: '00-12-20 12345678',
  reference: 'Dinner on Friday',
};

export const paymentLogin: LoginModel = { ...login, payment };

export const paymentCode: CodeModel = {
  ...code,
  payment,
  smsText:
    '482913 is your Harbour Bank code to pay £1,234.50 to Rosa Lindqvist (00-12-20 12345678). Never tell it to anyone.',
};

export const paymentConsent: PaymentConsentModel = {
  ...consent,
  payment,
  purpose: undefined,
  clusters: [],
  accounts: consent.accounts.map((account) =>
    account.name === 'House and bills'
      ? { ...account, unfit: 'Not enough for this payment' }
      : account,
  ),
};

const due = new Date('2026-12-24T09:00:00Z');

export const scheduledLogin: LoginModel = { ...login, payment: { ...payment, due } };

export const scheduledCode: CodeModel = {
  ...code,
  payment: { ...payment, due },
  smsText:
    '482913 is your Harbour Bank code to pay £1,234.50 to Rosa Lindqvist (00-12-20 12345678) on 24 December 2026. Never tell it to anyone.',
};

export const scheduledConsent: PaymentConsentModel = {
  ...{ ...consent, purpose: undefined, clusters: [], history: undefined },
  payment: { ...payment, due },
};

const standingOrder = {
  ...{ payee: 'Rosa Lindqvist', payeeAccount: '00-12-20 12345678', reference: 'Rent' },
  first: { amount: '£600.00', on: due },
  then: {
    ...{ amount: '£500.00', every: 'every month', on: 'on the 31st' },
    from: new Date('2027-01-31T09:00:00Z'),
  },
  last: { amount: '£100.00', on: new Date('2027-12-31T09:00:00Z') },
};

export const standingOrderLogin: LoginModel = { ...login, standingOrder };

export const standingOrderCode: CodeModel = {
  ...code,
  standingOrder,
  smsText:
    '482913 is your Harbour Bank code to set up a standing order to Rosa Lindqvist (00-12-20 12345678): £600.00 on 24 December 2026, then £500.00 every month, last £100.00 on 31 December 2027. Never tell it to anyone.',
};

export const standingOrderConsent: StandingOrderConsentModel = {
  ...{ ...consent, purpose: undefined, clusters: [], history: undefined },
  standingOrder,
};

const mandate = {
  payee: 'Rosa Lindqvist',
  payeeAccount: '00-12-20 12345678',
  reference: 'Rainy days',
  kinds: ['Moving money between accounts of your own'],
  presence: 'Also when you are not using the app',
  limits: [
    {
      term: 'Each payment',
      text: 'Up to £200.00',
      example: 'A payment of £200.00 is made. One of £200.01 is refused.',
    },
    {
      term: 'Each month',
      text: 'Up to £500.00 in all, from the 1st to the last day',
      example: 'After 2 payments of £200.00, £100.00 is left for the rest of the month.',
    },
  ],
};

export const mandateLogin: LoginModel = { ...login, mandate };

export const mandateCode: CodeModel = {
  ...code,
  mandate,
  smsText:
    '482913 is your Harbour Bank code to allow payments to Rosa Lindqvist (00-12-20 12345678): up to £200.00 each, £500.00 a month. Never tell it to anyone.',
};

export const mandateConsent: MandateConsentModel = {
  ...consent,
  mandate,
  purpose: undefined,
  clusters: [],
  history: undefined,
};

const fundsCheck = { account: '20-41-07 00003318' };

export const fundsLogin: LoginModel = { ...login, fundsCheck };

export const fundsConsent: FundsConsentModel = {
  ...consent,
  fundsCheck,
  purpose: undefined,
  clusters: [],
  history: undefined,
  accounts: consent.accounts.slice(0, 1).map((account) => ({ ...account, selected: true })),
};

export const identity: ConsentModel = {
  ...consent,
  purpose: undefined,
  history: undefined,
  expires: undefined,
  accounts: [],
  clusters: [
    {
      title: 'Who you are',
      permissions: [
        { code: 'sub', label: 'That it is you', detail: 'A number that stands for you' },
        { code: 'name', label: 'Your name', detail: 'Your first and last name' },
      ],
    },
  ],
};

export const refusal: OAuthErrorModel = {
  bank,
  error: 'invalid_request_uri',
  heading: 'This request has run out',
  explanation:
    'The link that brought you here was open for ten minutes, and that time is over. Nothing was shared.',
  whatToDo: 'Go back to the app that sent you and start again from there.',
  interactionId: '93bac548-d2de-4546-b106-880a5018460d',
  reasonUrl: 'https://localhost:9440/explain/93bac548-d2de-4546-b106-880a5018460d',
};

/** A permission that the app has had since spring, and that is added to. */
export const addition = {
  action: 'merge' as const,
  since: new Date('2026-04-12T09:00:00Z'),
  held: [
    { what: 'Your Account Details, Your Regular Payments', accounts: ['Everyday', 'Savings'] },
    { what: 'Payments to Rosa Lindqvist', accounts: [] },
  ],
};

export const replacement = { ...addition, action: 'replace' as const };
