import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setDefaultCACertificates } from 'node:tls';
import { consentMigrations } from '@sandbank/consent';
import { createLogger, createServer, listenMutualTls, mutualTlsOf } from '@sandbank/platform';
import {
  FapiClient,
  freePort,
  newKey,
  publicJwk,
  TestClock,
  testClientAuthority,
  testDatabase,
  testTls,
  type TestDatabase,
  type TestTls,
} from '@sandbank/testing';
import { createRemoteJWKSet, customFetch, jwtVerify, type JWK } from 'jose';
import { AppModule } from '../src/app.module.js';
import type { AuthorizationServerSettings } from '../src/config.js';
import { migrations } from '../src/migrations/index.js';
import { seedAuthorizationServer } from '../src/seed/seed-authorization-server.js';
import { seedFile } from '../src/seed/seed-file.js';

export const redirectUri = 'https://app.example/callback?kept=yes';

export const maya = {
  id: '6f1f0b8e-5a0f-4c1e-9a44-2d5a3d6c1a01',
  username: 'maya',
  password: 'correct horse',
  code: '123456',
};

/** A customer whose code is drawn anew each time. */
export const theo = {
  id: '6f1f0b8e-5a0f-4c1e-9a44-2d5a3d6c1a02',
  username: 'theo',
  password: 'battery staple',
};

export const accountIds = ['acc-1', 'acc-2', 'acc-3'];

/** A whole authorization server over TLS on a real database, with two clients and a resource server to ask. */
export interface RunningServer {
  readonly issuer: string;
  readonly resourceBase: string;
  readonly clock: TestClock;
  readonly database: TestDatabase;
  readonly tls: TestTls;
  /** Every line that the server logged. */
  readonly log: string[];
  /** What the resource server answers to the question for accounts; 200 with three of them by default. */
  resourceServerStatus: number;
  /** What it tells of accesses: none by default. */
  readonly accesses: { lastAccesses: object[]; receipts: object[] };
  /** What it says of shared payments and of questions about funds, and what it was told to decide. */
  readonly shared: SharedAnswers;
  /** What it says of the order under any consent; none by default. Who calls it off finds it so. */
  readonly orders: PlacedOrders;
  client(clientId?: string): Promise<FapiClient>;
  /** A part of the running application. */
  service<T>(type: abstract new (...args: never[]) => T): T;
  /** A second server on the same database; resolves to its address. */
  another(): Promise<string>;
  stop(): Promise<void>;
}

/** What the resource server says of an order that it carries out. */
export interface PlacedOrders {
  placed: {
    readonly Status: string;
    readonly Next?: { readonly On: string; readonly Amount: object };
    readonly CalledOff?: { readonly At: string; readonly By: string };
    readonly Rejected?: true;
  } | null;
  /** Under which consents it is told where several are asked about at once. */
  under: readonly string[];
}

/** What the resource server says of what several holders share. */
export interface SharedAnswers {
  payments: { readonly PaymentId: string }[];
  questions: object[];
  /** What becomes of the next decision; null where the customer has no part in it. */
  outcome: string | null;
  /** Each decision that arrived: the path below the customer, and what was posted. */
  readonly decisions: { readonly path: string; readonly body: unknown }[];
}

/** `changes` are settings that this server has besides; its directory, if it has one, is asked for authorities that often. */
export async function startServer(
  changes: Partial<AuthorizationServerSettings> = {},
  everyMilliseconds = 20_000,
): Promise<RunningServer> {
  const tls = await testTls();
  setDefaultCACertificates([tls.ca]);
  const database = await testDatabase({
    migrations: { consent: consentMigrations, authorization_server: migrations },
  });
  const keys = new Map<string, JWK>();
  for (const id of ['client-one', 'client-two']) keys.set(id, await newKey());
  await seedAuthorizationServer(
    database.connect('authorizationServer'),
    seedFile.parse({
      banks: ['harbour', 'granite'].map((slug) => ({
        slug,
        name: `Bank ${slug}`,
        profile: 'fapi2-security-profile',
        signing_alg: slug === 'granite' ? 'PS256' : 'ES256',
      })),
      customers: [maya, theo].map((one) => ({ ...one, bank: 'harbour', name: one.username })),
      clients: [...keys].map(([clientId, key]) => clientOf(clientId, key)),
    }),
  );
  const clock = new TestClock();
  const log: string[] = [];
  const port = await freePort();
  const base = `https://localhost:${port}`;
  const mutualTlsPort = await freePort();
  const { ca: clientAuthority } = await testClientAuthority();
  const issuer = `${base}/harbour`;
  const accesses = { lastAccesses: [] as object[], receipts: [] as object[] };
  const shared: SharedAnswers = { payments: [], questions: [], outcome: 'signed', decisions: [] };
  const orders: PlacedOrders = { placed: null, under: [] };
  const state = {
    resourceServerStatus: 200,
    answers: (path: string, body?: unknown) => {
      if (path === 'shared-payments') return { payments: shared.payments };
      if (path.endsWith('/decision')) {
        shared.decisions.push({ path, body });
        return { outcome: shared.outcome };
      }
      if (path.startsWith('shared-payments/')) {
        const payment = shared.payments.find(({ PaymentId }) => path.endsWith(PaymentId));
        return { payment: payment ?? null };
      }
      if (path.endsWith('/order')) return { order: orders.placed };
      if (path.endsWith('/order/cancellation')) {
        const cancelled = orders.placed?.Next !== undefined;
        const At = clock.now().toISOString();
        orders.placed = { Status: 'CANC', CalledOff: { At, By: 'customer' } };
        return { cancelled };
      }
      if (path.endsWith('/funds-confirmations')) return { questions: shared.questions };
      if (path === 'orders') {
        return { orders: orders.under.map((ConsentId) => ({ ConsentId, ...orders.placed })) };
      }
      if (path === 'accounts') return { accounts: accountIds.map(accountOf) };
      if (path === 'last-accesses') return { lastAccesses: accesses.lastAccesses };
      return path.endsWith('/accesses') ? { receipts: accesses.receipts } : undefined;
    },
  };
  const resourceServer = await startResourceServer(tls, issuer, clock, state);
  const resourceBase = `${resourceServer.url}/harbour/open-banking/v4.0`;
  const run = async (ownPort: number) => {
    const settings = {
      SANDBANK_HOST: 'localhost',
      SANDBANK_PORT: ownPort,
      SANDBANK_TLS_CERT_FILE: tls.cert,
      SANDBANK_TLS_KEY_FILE: tls.key,
      SANDBANK_CA_FILE: tls.ca,
      SANDBANK_DATABASE_URL: database.url('authorizationServer'),
      SANDBANK_SECRET_FILE: Buffer.alloc(32, 7),
      SANDBANK_LOG_LEVEL: 'info' as const,
      SANDBANK_AUTHORIZATION_SERVER_URL: base,
      SANDBANK_RESOURCE_SERVER_URL: resourceServer.url,
      SANDBANK_PORTAL_URL: 'https://portal.example',
      SANDBANK_CLIENT_CA_FILE: clientAuthority,
      SANDBANK_AUTHORIZATION_SERVER_MTLS_URL: `https://localhost:${mutualTlsPort}`,
      ...changes,
    };
    const logger = createLogger('authorization-server', 'info', {
      write: (line) => log.push(line),
    });
    const mutualTls = mutualTlsOf(settings);
    const application = await createServer({
      tls,
      logger,
      mutualTls: mutualTls && {
        ...mutualTls,
        ...(mutualTls.directory && { directory: { ...mutualTls.directory, everyMilliseconds } }),
      },
      bodies: ['form', 'json'],
      module: (routes) => AppModule.forRoot({ settings, logger, routes, clock }),
    });
    await application.listen({ host: 'localhost', port: ownPort });
    if (ownPort === port && settings.SANDBANK_CLIENT_CA_FILE !== undefined) {
      await listenMutualTls(application, { host: 'localhost', port: mutualTlsPort });
    }
    return application;
  };
  const application = await run(port);
  const others: Awaited<ReturnType<typeof run>>[] = [];
  return {
    issuer,
    resourceBase,
    clock,
    database,
    tls,
    log,
    accesses,
    shared,
    orders,
    get resourceServerStatus() {
      return state.resourceServerStatus;
    },
    set resourceServerStatus(status: number) {
      state.resourceServerStatus = status;
    },
    client: (clientId = 'client-one') => {
      const key = keys.get(clientId);
      if (key === undefined) throw new Error(`${clientId} is not seeded`);
      const ca = tls.ca;
      return FapiClient.create({ issuer, clientId, redirectUri, ca, key, now: () => clock.now() });
    },
    service: (type) => application.get(type),
    another: async () => {
      const ownPort = await freePort();
      const other = await run(ownPort);
      others.push(other);
      return `https://localhost:${ownPort}/harbour`;
    },
    stop: async () => {
      for (const each of [application, ...others]) await each.close();
      await resourceServer.stop();
      await database.drop();
    },
  };
}

function clientOf(clientId: string, key: JWK) {
  return {
    bank: 'harbour',
    client_id: clientId,
    client_name: `App <b>${clientId}</b>`,
    redirect_uris: [redirectUri],
    scope: 'openid accounts',
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    authorization_details_types: ['urn:sandbank:account-access:v1'],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    jwks: { keys: [publicJwk(key)] },
  };
}

/** Answers only a question that the bank has signed, for this very URL and customer. */
async function startResourceServer(
  tls: TestTls,
  issuer: string,
  clock: TestClock,
  state: {
    resourceServerStatus: number;
    answers: (path: string, body?: unknown) => object | undefined;
  },
) {
  const server = createHttpsServer(tls, (request, response) => {
    const url = `https://localhost:${(server.address() as AddressInfo).port}${request.url}`;
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    const answer = async () => {
      const { pathname } = new URL(url);
      const bank = pathname.split('/')[3] ?? '';
      const asking = issuer.replace(/[^/]+$/, bank);
      const { payload } = await jwtVerify(
        token,
        createRemoteJWKSet(new URL(`${asking}/jwks`), { [customFetch]: fetch }),
        { issuer: asking, audience: url, typ: 'bank-internal+jwt', currentDate: clock.now() },
      );
      const own = `/internal/v1/${bank}/customers/${payload.sub}/`;
      const body = request.method === 'POST' ? await json(request) : undefined;
      const known = pathname.startsWith(own)
        ? state.answers(pathname.slice(own.length), body)
        : undefined;
      if (known === undefined) throw new Error();
      return JSON.stringify(known);
    };
    answer().then(
      (body) => response.writeHead(state.resourceServerStatus).end(body),
      () => response.writeHead(401).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const accountOf = (id: string) => ({
  AccountId: id,
  Nickname: `Account ${id}`,
  Description: 'Everyday',
  AccountTypeCode: 'CACC',
  Currency: 'GBP',
  MaskedIdentification: '•••• 4321',
  // By which an app may name it.
  Identification: `2041070000000${id.slice(-1)}`,
  Balance: { Amount: '1234.50', Currency: 'GBP', CreditDebitIndicator: 'Debit' },
  // The third may be overdrawn by less than the others.
  Available: {
    Amount: id === 'acc-3' ? '20.00' : '300.00',
    ...{ Currency: 'GBP', CreditDebitIndicator: 'Credit' },
  },
  Holders: ['Maya'],
});
