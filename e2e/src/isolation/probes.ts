import { BankVisitor, codeOnPhone, exchange, type RequestOverrides } from '@sandbank/testing';
import { open, page, resource, sameApp, samePerson, type Attempt, type Probe } from './attempts.js';
import type { Holding } from './holding.js';

type Parameters = Readonly<Record<string, string>>;

/** An endpoint for authenticated clients, asked for each of these by an app whose they are not. */
const client =
  (path: string, sets: (victim: Holding) => readonly Parameters[], may: Attempt['may']): Probe =>
  async (attacker, victim) => {
    if (sameApp(attacker, victim)) return [];
    const { issuer, clientId } = attacker.app.options;
    const attempts: Attempt[] = [];
    for (const parameters of sets(victim)) {
      // At its own bank with its own name, and as if it were the client of the same name at the other bank.
      const url = `${issuer}/${path}`;
      const overrides: RequestOverrides = { url, parameters };
      const answer =
        path === 'par'
          ? (await attacker.app.push(overrides)).answer
          : await attacker.app.token(overrides, { client_id: clientId });
      const what = `POST ${url} ${JSON.stringify(parameters)}`;
      attempts.push({ what, sent: what, may, answer });
    }
    return attempts;
  };

const reference = (ConsentId: string): string =>
  JSON.stringify([{ type: 'urn:sandbank:account-access:v1', ConsentId }]);

/** What is made for each customer once, when it is first asked for. */
const once = <Made>(make: (holding: Holding) => Promise<Made>) => {
  const made = new Map<string, Promise<Made>>();
  return (holding: Holding): Promise<Made> => {
    const { username } = holding.customer;
    const known = made.get(username) ?? make(holding);
    made.set(username, known);
    return known;
  };
};

/** The cookies of a browser in which the attacker's customer signed in to the dashboard. */
const dashboardCookies = once(async ({ app, customer }: Holding): Promise<string> => {
  const visitor = new BankVisitor(app.options.ca);
  const { username, password } = customer;
  const login = await visitor.open(`${app.options.issuer}/dashboard`);
  const phone = await visitor.press(login, 'login-submit', { username, password });
  const seen = await visitor.press(phone, 'login-submit', { otp: codeOnPhone(phone) });
  if (seen.answer.status !== 200) throw new Error(`not signed in: ${seen.answer.status}`);
  return cookiesOf(visitor);
});

/** The cookies of a browser that has begun an interaction of its own. */
const interactionCookies = once(async ({ app }: Holding): Promise<string> => {
  const visitor = new BankVisitor(app.options.ca);
  await visitor.open(await app.authorizationUrl((await app.push()).requestUri));
  return cookiesOf(visitor);
});

/** Opens the browsers of everybody, one after the other: a bank checks only so many passwords at a time. */
export const openBrowsers = async (holdings: readonly Holding[]): Promise<void> => {
  for (const holding of holdings) {
    await dashboardCookies(holding);
    await interactionCookies(holding);
  }
};

const cookiesOf = ({ cookies }: BankVisitor): string =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

const unlessSamePerson =
  (probe: Probe): Probe =>
  async (attacker, victim) =>
    samePerson(attacker, victim) ? [] : probe(attacker, victim);
const interaction = (method: string, step: string): Probe =>
  page(method, `/:bank/interaction/:id/${step}`, interactionCookies);
const dashboard = (method: string, path: string): Probe =>
  unlessSamePerson(page(method, `/:bank/dashboard${path}`, dashboardCookies));

const issuerOf = ({ app }: Holding): string => app.options.issuer;
const originOf = (holding: Holding): string => new URL(issuerOf(holding)).origin;

/** A request_uri belongs to its client: under another's name it opens nothing. */
const authorize =
  (method: string): Probe =>
  async (attacker, victim) => {
    if (sameApp(attacker, victim)) return [];
    const attempts: Attempt[] = [];
    const url = await attacker.app.authorizationUrl(victim.requestUri);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer =
      method === 'GET'
        ? await exchange(url, attacker.app.options.ca)
        : await exchange(url.origin + url.pathname, attacker.app.options.ca, {
            ...{ method, headers, body: url.searchParams.toString() },
          });
    attempts.push({ what: `${method} ${url.href}`, sent: url.href, may: 'kept out', answer });
    return attempts;
  };

const api = (method: string, path: string, options: object = {}): Probe =>
  resource(method, `/:bank/open-banking/v4.0${path}`, { server: 'api', ...options });
const rejections = (server: 'issuer' | 'api'): Probe =>
  resource('GET', '/:bank/rejections', {
    server,
    queries: (victim) => [
      `?interaction_id=${victim.rejectionInteractionId}`,
      `?before=${victim.rejectionId}`,
    ],
  });
const healthz = (server: 'issuer' | 'api'): Probe =>
  open(({ app, resourceBase }) =>
    new URL('/healthz', server === 'issuer' ? app.options.issuer : resourceBase).toString(),
  );
/** Records open to their own token alone: what a party holds is none, whoever and whatever it names. */
const record =
  (server: 'issuer' | 'api', method: string, path: string): Probe =>
  async ({ app, resourceBase, accessToken }, victim) => {
    const names: Readonly<Record<string, string>> = {
      bank: victim.bank,
      client: victim.app.options.clientId,
      consent_id: victim.consentId,
      interaction_id: victim.rejectionInteractionId,
      id: victim.rejectionId,
      jti: victim.paymentId,
    };
    const filled = path.replace(/:(\w+)/g, (_, name: string) => names[name]!);
    const url = new URL(filled, server === 'issuer' ? app.options.issuer : resourceBase).href;
    const headers = { authorization: `Bearer ${accessToken}` };
    const answer = await exchange(url, app.options.ca, { method, headers });
    return [{ what: `${method} ${url}`, sent: url, may: 'refused', answer }];
  };
const records = (server: 'issuer' | 'api', own: readonly string[]): Record<string, Probe> => {
  const client = '/records/:bank/clients/:client';
  const both = [
    ...['exchanges', 'exchanges/:id', 'rejections'].map((list) => `GET ${client}/${list}`),
    ...['clients', 'funnel', 'rate', 'rejections/top'].map((one) => `GET /records/:bank/${one}`),
    'GET /records/interactions/:interaction_id',
  ];
  const routes = [...both, ...own.map((route) => route.replace(' ', ` ${client}/`))];
  return Object.fromEntries(
    routes.map((route) => {
      const [method = '', path = ''] = route.split(' ');
      return [route, record(server, method, path)];
    }),
  );
};
/** Pages of transactions are named by dates and places in the list, which are the same for everybody. */
const pages = { queries: () => ['?page=2', '?fromBookingDateTime=2020-01-01T00:00:00Z'] };

/** What a bank signed for somebody else is no software statement. */
const registering: Probe = async ({ app }, victim) => {
  const url = `${issuerOf(victim)}/register`;
  const body = JSON.stringify({ software_statement: victim.accessToken });
  const headers = { 'content-type': 'application/json' };
  const answer = await exchange(url, app.options.ca, { method: 'POST', headers, body });
  return [{ what: `POST ${url}`, sent: body, may: 'refused', answer }];
};

/** What is tried at each endpoint of the authorization server. */
export const authorizationServer: Readonly<Record<string, Probe>> = {
  'GET /.well-known/oauth-authorization-server/:bank': open(
    (victim) => `${originOf(victim)}/.well-known/oauth-authorization-server/${victim.bank}`,
  ),
  'GET /:bank/.well-known/openid-configuration': open(
    (victim) => `${issuerOf(victim)}/.well-known/openid-configuration`,
  ),
  'GET /.well-known/oauth-protected-resource/:slug/grants': open(
    (victim) => `${originOf(victim)}/.well-known/oauth-protected-resource/${victim.bank}/grants`,
  ),
  'GET /.well-known/oauth-protected-resource/:slug/userinfo': open(
    (victim) => `${originOf(victim)}/.well-known/oauth-protected-resource/${victim.bank}/userinfo`,
  ),
  'GET /:bank/jwks': open((victim) => `${issuerOf(victim)}/jwks`),
  'GET /assets/:name': open((victim) => `${originOf(victim)}/assets/${victim.consentId}`),
  'GET /schemas/authorization-details/:type': open(
    (victim) => `${originOf(victim)}/schemas/authorization-details/${victim.consentId}`,
  ),
  'GET /healthz': healthz('issuer'),
  'POST /:bank/par': client(
    'par',
    ({ grantId, consentId, lodgedConsentId, requestUri }) => [
      { grant_management_action: 'merge', grant_id: grantId },
      { grant_management_action: 'replace', grant_id: grantId },
      { authorization_details: reference(consentId) },
      { authorization_details: reference(lodgedConsentId) },
      { request_uri: requestUri },
    ],
    'refused',
  ),
  'POST /:bank/token': client(
    'token',
    ({ refreshToken }) => [{ grant_type: 'refresh_token', refresh_token: refreshToken }],
    'refused',
  ),
  // These two tell a stranger nothing: RFC 7009 2.2, RFC 7662 2.2.
  'POST /:bank/revoke': client(
    'revoke',
    ({ refreshToken, accessToken }) => [{ token: refreshToken }, { token: accessToken }],
    'own',
  ),
  'POST /:bank/introspect': client(
    'introspect',
    ({ refreshToken, accessToken }) => [{ token: refreshToken }, { token: accessToken }],
    'own',
  ),
  'GET /:bank/authorize': authorize('GET'),
  'POST /:bank/authorize': authorize('POST'),
  'GET /:bank/userinfo': resource('GET', '/:bank/userinfo', { server: 'issuer' }),
  'POST /:bank/userinfo': resource('POST', '/:bank/userinfo', { server: 'issuer' }),
  'GET /:bank/grants/:grantId': resource('GET', '/:bank/grants/:grantId', { server: 'issuer' }),
  'DELETE /:bank/grants/:grantId': resource('DELETE', '/:bank/grants/:grantId', {
    server: 'issuer',
  }),
  'GET /:bank/rejections': rejections('issuer'),
  ...records('issuer', ['GET flows', 'GET consents', 'POST consents/:consent_id/revocation']),
  'POST /:bank/register': registering,
  // No token of OAuth opens a registration.
  ...Object.fromEntries(
    ['GET', 'PUT', 'DELETE'].map((method) => [
      `${method} /:bank/register/:client_id`,
      resource(method, '/:bank/register/:client_id', { server: 'issuer' }),
    ]),
  ),
  'GET /:bank/interaction/:id/login': interaction('GET', 'login'),
  'POST /:bank/interaction/:id/login': interaction('POST', 'login'),
  'GET /:bank/interaction/:id/code': interaction('GET', 'code'),
  'POST /:bank/interaction/:id/code': interaction('POST', 'code'),
  'GET /:bank/interaction/:id/consent': interaction('GET', 'consent'),
  'POST /:bank/interaction/:id/consent': interaction('POST', 'consent'),
  'POST /:bank/interaction/:id/cancel': interaction('POST', 'cancel'),
  'GET /:bank/dashboard': dashboard('GET', ''),
  'GET /:bank/dashboard/history': dashboard('GET', '/history'),
  'GET /:bank/dashboard/login': open((victim) => `${issuerOf(victim)}/dashboard/login`),
  'POST /:bank/dashboard/login': dashboard('POST', '/login'),
  'GET /:bank/dashboard/code': dashboard('GET', '/code'),
  'POST /:bank/dashboard/code': dashboard('POST', '/code'),
  'POST /:bank/dashboard/sign-out': dashboard('POST', '/sign-out'),
  'GET /:bank/dashboard/consents/:consentId': dashboard('GET', '/consents/:consentId'),
  'GET /:bank/dashboard/consents/:consentId/stop': dashboard('GET', '/consents/:consentId/stop'),
  'POST /:bank/dashboard/consents/:consentId/stop': dashboard('POST', '/consents/:consentId/stop'),
  'GET /:bank/dashboard/apps/:clientId/stop': dashboard('GET', '/apps/:clientId/stop'),
  'POST /:bank/dashboard/apps/:clientId/stop': dashboard('POST', '/apps/:clientId/stop'),
  'GET /:bank/dashboard/payments/:paymentId': dashboard('GET', '/payments/:paymentId'),
  'GET /:bank/dashboard/payments/:paymentId/sign': dashboard('GET', '/payments/:paymentId/sign'),
  'POST /:bank/dashboard/payments/:paymentId/sign': dashboard('POST', '/payments/:paymentId/sign'),
  'POST /:bank/dashboard/payments/:paymentId/refuse': dashboard(
    'POST',
    '/payments/:paymentId/refuse',
  ),
  'GET /:bank/dashboard/*': dashboard('GET', '/elsewhere'),
};

/** The order of the victim, by somebody else. */
const order = ({ paymentConsentId: ConsentId }: Holding) => ({
  Data: { ConsentId, Initiation: {} },
  Risk: {},
});
/** Both doors of one kind of consent. */
const door = (path: string, methods: readonly string[]): Record<string, Probe> =>
  Object.fromEntries([
    [`POST /:bank/open-banking/v4.0${path}`, api('POST', path)],
    ...methods.map((method) => [
      `${method} /:bank/open-banking/v4.0${path}/:ConsentId`,
      api(method, `${path}/:ConsentId`),
    ]),
  ]) as Record<string, Probe>;
const read = (path: string, options: object = {}): Record<string, Probe> => ({
  [`GET /:bank/open-banking/v4.0${path}`]: api('GET', path, options),
});
/** Each of these resources, of all accounts and of one. */
const everyOf = (resources: readonly string[]): Record<string, Probe> =>
  Object.assign(
    {},
    ...resources.flatMap((one) => [read(`/aisp/${one}`), read(`/aisp/accounts/:AccountId/${one}`)]),
  ) as Record<string, Probe>;
/** Orders of one kind that the bank carries out later, and both doors of their consents. */
const ordersOf = (name: string, id: string): Record<string, Probe> => ({
  [`POST /:bank/open-banking/v4.0/pisp/${name}s`]: api('POST', `/pisp/${name}s`, { body: order }),
  ...read(`/pisp/${name}s/:${id}`),
  ...read(`/pisp/${name}s/:${id}/payment-details`),
  ...door(`/pisp/${name}-consents`, ['GET']),
});
const internal = (path: string, method = 'GET'): Record<string, Probe> => ({
  [`${method} /internal/v1/:bank${path}`]: resource(method, `/internal/v1/:bank${path}`, {
    server: 'api',
  }),
});

/** What is tried at each endpoint of the resource server. */
export const resourceServer: Readonly<Record<string, Probe>> = {
  'GET /healthz': healthz('api'),
  'GET /:bank/rejections': rejections('api'),
  ...records('api', ['GET events', 'POST events', 'POST events/:jti/replay']),
  'GET /:bank/jwks': open(({ bank, resourceBase }) => new URL(`/${bank}/jwks`, resourceBase).href),
  'GET /.well-known/oauth-protected-resource/:slug/open-banking/v4.0': open(
    ({ bank, resourceBase }) =>
      new URL(`/.well-known/oauth-protected-resource/${bank}/open-banking/v4.0`, resourceBase).href,
  ),
  ...read('/aisp/accounts'),
  ...read('/aisp/accounts/:AccountId'),
  ...read('/aisp/balances'),
  ...read('/aisp/accounts/:AccountId/balances'),
  ...read('/aisp/transactions', pages),
  ...read('/aisp/accounts/:AccountId/transactions', pages),
  ...everyOf(['beneficiaries', 'direct-debits', 'standing-orders', 'scheduled-payments', 'offers']),
  ...read('/aisp/products'),
  ...read('/aisp/accounts/:AccountId/product'),
  ...read('/aisp/party'),
  ...read('/aisp/accounts/:AccountId/party'),
  ...read('/aisp/accounts/:AccountId/parties'),
  ...everyOf(['statements']),
  ...read('/aisp/accounts/:AccountId/statements/:StatementId'),
  ...read('/aisp/accounts/:AccountId/statements/:StatementId/transactions', pages),
  ...read('/aisp/accounts/:AccountId/statements/:StatementId/file'),
  [`POST /:bank/open-banking/v4.0/pisp/domestic-payments`]: api('POST', '/pisp/domestic-payments', {
    body: order,
  }),
  ...read('/pisp/domestic-payments/:DomesticPaymentId'),
  ...read('/pisp/domestic-payments/:DomesticPaymentId/payment-details'),
  ...read('/pisp/domestic-payment-consents/:ConsentId/funds-confirmation'),
  ...ordersOf('domestic-scheduled-payment', 'DomesticScheduledPaymentId'),
  ...ordersOf('domestic-standing-order', 'DomesticStandingOrderId'),
  [`POST /:bank/open-banking/v4.0/pisp/domestic-vrps`]: api('POST', '/pisp/domestic-vrps', {
    body: order,
  }),
  ...read('/pisp/domestic-vrps/:DomesticVRPId'),
  ...read('/pisp/domestic-vrps/:DomesticVRPId/payment-details'),
  [`POST /:bank/open-banking/v4.0/pisp/domestic-vrp-consents/:ConsentId/funds-confirmation`]: api(
    'POST',
    '/pisp/domestic-vrp-consents/:ConsentId/funds-confirmation',
    { body: order },
  ),
  [`POST /:bank/open-banking/v4.0/cbpii/funds-confirmations`]: api(
    'POST',
    '/cbpii/funds-confirmations',
    { body: order },
  ),
  ...door('/aisp/account-access-consents', ['GET', 'DELETE']),
  ...door('/pisp/domestic-payment-consents', ['GET']),
  ...door('/pisp/domestic-vrp-consents', ['GET', 'DELETE']),
  ...door('/cbpii/funds-confirmation-consents', ['GET', 'DELETE']),
  ...read('/event-subscriptions'),
  'POST /:bank/open-banking/v4.0/event-subscriptions': api('POST', '/event-subscriptions'),
  ...Object.fromEntries(
    ['PUT', 'DELETE'].map((method) => [
      `${method} /:bank/open-banking/v4.0/event-subscriptions/:EventSubscriptionId`,
      api(method, '/event-subscriptions/:EventSubscriptionId', {
        body: ({ subscriptionId: EventSubscriptionId }: Holding) => ({
          Data: { EventSubscriptionId, Version: '4.0' },
        }),
      }),
    ]),
  ),
  'POST /:bank/open-banking/v4.0/events': api('POST', '/events', {
    plain: { returnImmediately: true },
  }),
  ...internal('/customers/:customerId/accounts'),
  ...internal('/customers/:customerId/last-accesses'),
  ...internal('/customers/:customerId/orders'),
  ...internal('/customers/:customerId/consents/:consentId/accesses'),
  ...internal('/customers/:customerId/consents/:consentId/funds-confirmations'),
  ...internal('/customers/:customerId/consents/:consentId/order'),
  ...internal('/customers/:customerId/consents/:consentId/order/cancellation', 'POST'),
  ...internal('/customers/:customerId/shared-payments'),
  ...internal('/customers/:customerId/shared-payments/:paymentId'),
  ...internal('/customers/:customerId/shared-payments/:paymentId/decision', 'POST'),
};
