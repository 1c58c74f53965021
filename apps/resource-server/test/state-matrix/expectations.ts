import { randomUUID } from 'node:crypto';
import {
  accountAccessTypeName,
  domesticPaymentTypeName,
  domesticScheduledPaymentTypeName,
  domesticStandingOrderTypeName,
  domesticVrpTypeName,
  fundsConfirmationTypeName,
} from '@sandbank/consent';
import type { HttpsRequest } from '@sandbank/testing';
import { detailsOfType, type Agreement } from './agreements.js';
import { situationNames, type SituationName } from './situations.js';

/** What a call is answered with: the status, the error of the challenge, the code of the body. */
export type Outcome = readonly [
  status: number,
  error?: string | undefined,
  code?: string | undefined,
];

type Outcomes = Readonly<Record<SituationName, Outcome>>;

/** One endpoint: how it is called for an agreement, and what each situation leads to. */
export interface Row {
  /** The type of consent that it is about. */
  readonly type: string;
  readonly path: (agreement: Agreement) => string;
  readonly request?: (agreement: Agreement) => HttpsRequest;
  readonly outcomes: Outcomes;
}

const ended: Outcome = [401, 'invalid_token'];
const suspended: Outcome = [403, 'insufficient_user_authentication', 'U028'];
const notPermitted: Outcome = [403, 'insufficient_scope', 'U008'];
const spent: Outcome = [400, undefined, 'U009'];
const unknown: Outcome = [400, undefined, 'U011'];

const endings = Object.fromEntries(situationNames.map((name) => [name, ended])) as Outcomes;

/** For what a customer's consent opens. */
const consented = (passes: Outcome, changes: Partial<Outcomes> = {}): Outcomes => ({
  ...endings,
  ...{ AUTHORISED: passes, SUSPENDED: suspended, 'not authenticated again in time': suspended },
  'token without details': notPermitted,
  'token of another type': notPermitted,
  'token of the client’s own': notPermitted,
  ...changes,
});

/** For what a client does for itself: a token of a customer opens none of it, in whatever state. */
const clientsOwn = (passes: Outcome): Outcomes =>
  consented(notPermitted, { 'token of the client’s own': passes });

const api = (path: string) => (): string => `/harbour/open-banking/v4.0/${path}`;

const accounts = (path: string, id = ({ accountId }: Agreement) => accountId): Row => ({
  type: accountAccessTypeName,
  path: (agreement) => api(`aisp/${path.replace(':AccountId', id(agreement))}`)(),
  outcomes: consented([200]),
});

const json = (method: string, body: unknown): HttpsRequest => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', 'x-idempotency-key': randomUUID() },
});

const lodged = (type: string, path: string): Row => ({
  ...{ type, path: api(path), outcomes: clientsOwn([201]) },
  request: () => {
    const { Risk, ...Data } = detailsOfType[type] as { Risk?: object };
    return json('POST', { Data, ...(type !== fundsConfirmationTypeName && { Risk: Risk ?? {} }) });
  },
});

const ofConsent = (type: string, path: string, outcomes: Outcomes, method = 'GET'): Row => ({
  ...{ type, outcomes },
  path: ({ consentId }) => api(path.replace(':ConsentId', consentId))(),
  request: () => ({ method }),
});
const shown = (type: string, path: string): Row => ofConsent(type, path, clientsOwn([200]));
const withdrawn = (type: string, path: string): Row =>
  ofConsent(type, path, clientsOwn([204]), 'DELETE');

const asked = (ConsentId: string) => ({
  Data: { ConsentId, Reference: 'T-1', InstructedAmount: { Amount: '1.00', Currency: 'GBP' } },
});

const ob = '/:bank/open-banking/v4.0';
const [account, payment] = [accountAccessTypeName, domesticPaymentTypeName];
const [vrp, funds] = [domesticVrpTypeName, fundsConfirmationTypeName];
const orders = [
  [domesticScheduledPaymentTypeName, 'domestic-scheduled-payment', 'DomesticScheduledPaymentId'],
  [domesticStandingOrderTypeName, 'domestic-standing-order', 'DomesticStandingOrderId'],
] as const;

// What stands beside the transactions of accounts: as any other resource of account information.
const accountInformation = [
  ...['beneficiaries', 'direct-debits', 'standing-orders', 'scheduled-payments', 'offers'].flatMap(
    (resource) => [resource, `accounts/:AccountId/${resource}`],
  ),
  ...['products', 'accounts/:AccountId/product'],
  ...['party', 'accounts/:AccountId/party', 'accounts/:AccountId/parties'],
  ...['statements', 'accounts/:AccountId/statements'],
];

/** Of a statement that there is not, so that whoever may ask hears just that. */
const statements = ['', '/transactions', '/file'].map((below): [string, Row] => [
  `GET ${ob}/aisp/accounts/:AccountId/statements/:StatementId${below}`,
  {
    type: account,
    path: ({ accountId }) => api(`aisp/accounts/${accountId}/statements/${randomUUID()}${below}`)(),
    outcomes: consented(unknown),
  },
]);

/** Orders that the bank carries out later, with both doors of their consents. */
const ordered = orders.flatMap(([type, name, idName]): [string, Row][] => [
  [
    `POST ${ob}/pisp/${name}s`,
    {
      ...{ type, path: api(`pisp/${name}s`), outcomes: consented([201], { CONSUMED: spent }) },
      request: ({ consentId, details }) => {
        const { Initiation, Risk } = details['consent'] as Record<string, unknown>;
        return json('POST', { Data: { ConsentId: consentId, Initiation }, Risk });
      },
    },
  ],
  // Nothing was ordered, so that whoever may ask hears that there is no such order.
  ...['', '/payment-details'].map((part): [string, Row] => [
    `GET ${ob}/pisp/${name}s/:${idName}${part}`,
    {
      ...{ type, path: () => api(`pisp/${name}s/${randomUUID()}${part}`)() },
      outcomes: consented(unknown, { CONSUMED: unknown, 'token of the client’s own': unknown }),
    },
  ]),
  [
    `POST ${ob}/pisp/${name}-consents`,
    {
      ...lodged(type, `pisp/${name}-consents`),
      request: () => {
        const { Initiation, Risk } = detailsOfType[type] as Record<string, unknown>;
        return json('POST', { Data: { Permission: 'Create', Initiation }, Risk });
      },
    },
  ],
  [`GET ${ob}/pisp/${name}-consents/:ConsentId`, shown(type, `pisp/${name}-consents/:ConsentId`)],
]);

const subscription = { Data: { Version: '4.0' } };

/** What the client is told is its own affair; of a subscription that there is not, it hears just that. */
const events = (
  [
    ['POST', 'event-subscriptions', subscription, [201]],
    ['GET', 'event-subscriptions', undefined, [200]],
    ['PUT', 'event-subscriptions/:EventSubscriptionId', subscription, unknown],
    ['DELETE', 'event-subscriptions/:EventSubscriptionId', undefined, unknown],
    ['POST', 'events', { returnImmediately: true }, [200]],
  ] as const
).map(([method, path, body, passes]): [string, Row] => {
  const id = randomUUID();
  const named = method === 'PUT' && { Data: { ...body.Data, EventSubscriptionId: id } };
  return [
    `${method} ${ob}/${path}`,
    {
      ...{ type: account, path: api(path.replace(':EventSubscriptionId', id)) },
      request: () => (body === undefined ? { method } : json(method, named || body)),
      outcomes: clientsOwn(passes),
    },
  ];
});

/** Every endpoint that takes a token. */
export const rows: Readonly<Record<string, Row>> = {
  [`GET ${ob}/aisp/accounts`]: accounts('accounts'),
  [`GET ${ob}/aisp/accounts/:AccountId`]: accounts('accounts/:AccountId'),
  [`GET ${ob}/aisp/accounts/:AccountId/balances`]: accounts('accounts/:AccountId/balances'),
  [`GET ${ob}/aisp/accounts/:AccountId/transactions`]: accounts('accounts/:AccountId/transactions'),
  [`GET ${ob}/aisp/balances`]: accounts('balances'),
  [`GET ${ob}/aisp/transactions`]: accounts('transactions'),
  ...Object.fromEntries(
    accountInformation.map((path) => [`GET ${ob}/aisp/${path}`, accounts(path)] as const),
  ),
  ...Object.fromEntries(statements),
  [`POST ${ob}/pisp/domestic-payments`]: {
    ...{ type: payment, path: api('pisp/domestic-payments') },
    request: ({ consentId, details }) => {
      const { Initiation, Risk } = details['consent'] as Record<string, unknown>;
      return json('POST', { Data: { ConsentId: consentId, Initiation }, Risk });
    },
    outcomes: consented([201], { CONSUMED: spent }),
  },
  // Nothing was paid, so that whoever may ask hears that there is no such payment.
  ...Object.fromEntries(
    ['', '/payment-details'].map((part): [string, Row] => [
      `GET ${ob}/pisp/domestic-payments/:DomesticPaymentId${part}`,
      {
        ...{ type: payment, path: () => api(`pisp/domestic-payments/${randomUUID()}${part}`)() },
        outcomes: consented(unknown, { CONSUMED: unknown, 'token of the client’s own': unknown }),
      },
    ]),
  ),
  [`GET ${ob}/pisp/domestic-payment-consents/:ConsentId/funds-confirmation`]: ofConsent(
    payment,
    'pisp/domestic-payment-consents/:ConsentId/funds-confirmation',
    consented([200], { CONSUMED: spent }),
  ),
  [`POST ${ob}/pisp/domestic-vrps`]: {
    ...{ type: vrp, path: api('pisp/domestic-vrps') },
    request: ({ consentId, details }) => {
      const { Initiation, Risk, ControlParameters } = details['consent'] as {
        Initiation: { CreditorAccount: object };
        Risk: object;
        ControlParameters: { MaximumIndividualAmount: object };
      };
      const Instruction = {
        ...{ InstructionIdentification: 'T-1', EndToEndIdentification: 'E2E-1' },
        InstructedAmount: ControlParameters.MaximumIndividualAmount,
        CreditorAccount: Initiation.CreditorAccount,
      };
      const kind = { PSUAuthenticationMethod: 'UK.OBIE.SCA', VRPType: 'UK.OBIE.VRPType.Sweeping' };
      const Data = { ConsentId: consentId, ...kind, Initiation, Instruction };
      return json('POST', { Data, Risk });
    },
    outcomes: consented([201], { CONSUMED: spent }),
  },
  ...Object.fromEntries(
    ['', '/payment-details'].map((part): [string, Row] => [
      `GET ${ob}/pisp/domestic-vrps/:DomesticVRPId${part}`,
      {
        ...{ type: vrp, path: () => api(`pisp/domestic-vrps/${randomUUID()}${part}`)() },
        outcomes: consented(unknown, { CONSUMED: unknown, 'token of the client’s own': unknown }),
      },
    ]),
  ),
  [`POST ${ob}/pisp/domestic-vrp-consents/:ConsentId/funds-confirmation`]: {
    ...ofConsent(
      vrp,
      'pisp/domestic-vrp-consents/:ConsentId/funds-confirmation',
      consented([201], { CONSUMED: spent }),
    ),
    request: ({ consentId }) => json('POST', asked(consentId)),
  },
  [`POST ${ob}/cbpii/funds-confirmations`]: {
    ...{ type: funds, path: api('cbpii/funds-confirmations'), outcomes: consented([201]) },
    request: ({ consentId }) => json('POST', asked(consentId)),
  },
  [`POST ${ob}/aisp/account-access-consents`]: lodged(account, 'aisp/account-access-consents'),
  [`POST ${ob}/pisp/domestic-payment-consents`]: lodged(payment, 'pisp/domestic-payment-consents'),
  [`POST ${ob}/pisp/domestic-vrp-consents`]: lodged(vrp, 'pisp/domestic-vrp-consents'),
  [`POST ${ob}/cbpii/funds-confirmation-consents`]: lodged(
    funds,
    'cbpii/funds-confirmation-consents',
  ),
  ...Object.fromEntries(
    (
      [
        [account, 'aisp/account-access-consents/:ConsentId'],
        [payment, 'pisp/domestic-payment-consents/:ConsentId'],
        [vrp, 'pisp/domestic-vrp-consents/:ConsentId'],
        [funds, 'cbpii/funds-confirmation-consents/:ConsentId'],
      ] as const
    ).flatMap(([type, path]) => [
      [`GET ${ob}/${path}`, shown(type, path)],
      // A payment's consent cannot be given back.
      ...(type === payment ? [] : [[`DELETE ${ob}/${path}`, withdrawn(type, path)]]),
    ]),
  ),
  ...Object.fromEntries(ordered),
  ...Object.fromEntries(events),
  'GET /:bank/rejections': {
    ...{ type: account, path: () => '/harbour/rejections', outcomes: clientsOwn([200]) },
  },
};

/** Endpoints that take no access token, and what one gets there. */
export const withoutToken: Readonly<Record<string, readonly [path: string, status: number]>> = {
  'GET /.well-known/oauth-protected-resource/:slug/open-banking/v4.0': [
    '/.well-known/oauth-protected-resource/harbour/open-banking/v4.0',
    200,
  ],
  'GET /:bank/jwks': ['/harbour/jwks', 200],
  'GET /healthz': ['/healthz', 200],
  'GET /internal/v1/:bank/customers/:customerId/accounts': [
    `/internal/v1/harbour/customers/${randomUUID()}/accounts`,
    401,
  ],
  'GET /internal/v1/:bank/customers/:customerId/consents/:consentId/accesses': [
    `/internal/v1/harbour/customers/${randomUUID()}/consents/${randomUUID()}/accesses`,
    401,
  ],
  'GET /internal/v1/:bank/customers/:customerId/consents/:consentId/funds-confirmations': [
    `/internal/v1/harbour/customers/${randomUUID()}/consents/${randomUUID()}/funds-confirmations`,
    401,
  ],
  'GET /internal/v1/:bank/customers/:customerId/consents/:consentId/order': [
    `/internal/v1/harbour/customers/${randomUUID()}/consents/${randomUUID()}/order`,
    401,
  ],
  'POST /internal/v1/:bank/customers/:customerId/consents/:consentId/order/cancellation': [
    `/internal/v1/harbour/customers/${randomUUID()}/consents/${randomUUID()}/order/cancellation`,
    401,
  ],
  'GET /internal/v1/:bank/customers/:customerId/shared-payments': [
    `/internal/v1/harbour/customers/${randomUUID()}/shared-payments`,
    401,
  ],
  'GET /internal/v1/:bank/customers/:customerId/shared-payments/:paymentId': [
    `/internal/v1/harbour/customers/${randomUUID()}/shared-payments/${randomUUID()}`,
    401,
  ],
  'POST /internal/v1/:bank/customers/:customerId/shared-payments/:paymentId/decision': [
    `/internal/v1/harbour/customers/${randomUUID()}/shared-payments/${randomUUID()}/decision`,
    401,
  ],
  'GET /internal/v1/:bank/customers/:customerId/orders': [
    `/internal/v1/harbour/customers/${randomUUID()}/orders`,
    401,
  ],
  'GET /internal/v1/:bank/customers/:customerId/last-accesses': [
    `/internal/v1/harbour/customers/${randomUUID()}/last-accesses`,
    401,
  ],
};
