import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpsServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  accountAccessTypeName,
  consentMigrations,
  ConsentStore,
  permissionCodes,
} from '@sandbank/consent';
import { createLogger, listenMutualTls, type Database } from '@sandbank/platform';
import {
  dpopProof,
  exchange,
  freePort,
  newKey,
  publicJwk,
  signedJwt,
  testClientAuthority,
  testDatabase,
  testTls,
  TestClock,
  type HttpsAnswer,
  type HttpsRequest,
  type TestDatabase,
  type TestTls,
} from '@sandbank/testing';
import { jwkThumbprint, type PublicJwk } from '@sandbank/crypto';
import type { Settings } from '../src/config.js';
import { EventDeliverySweeper } from '../src/events/delivery/event-delivery.sweeper.js';
import { verifyLedger } from '../src/ledger/verify/verify-ledger.js';
import { migrations } from '../src/migrations/index.js';
import type { Seed } from '../src/seed/seed-file.schema.js';
import { plant } from '../src/seed/plant.js';
import { OrderExecutor } from '../src/payment-orders/order-executor.js';
import { PaymentEngine } from '../src/payments/engine/payment-engine.js';
import { resourceServer } from '../src/server.js';
import { holdToDocuments } from './contract.js';
import { harbour } from './harbour.js';

type Key = Awaited<ReturnType<typeof newKey>>;

/** The moment at which every spec over HTTP takes place. */
export const moment = new Date('2026-11-21T15:30:00Z');

/** What a spec wants to be consented. */
export interface ConsentWish {
  readonly customer: string;
  /** Nicknames of the chosen accounts. */
  readonly accounts: readonly string[];
  readonly permissions: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly clientId?: string;
  readonly reauthenticateBy?: Date;
}

/** A consent given, and a token for it. */
export interface Granted {
  readonly consentId: string;
  readonly grantId: string;
  readonly customerId: string;
  /** Its entry of `authorization_details` in tokens. */
  readonly detail: object;
  readonly token: string;
}

export const everyPermission: readonly string[] = permissionCodes;

/** Harbour Bank's resource server on a real socket and a real database, and an issuer that signs for it. */
export class Harness {
  readonly clock = new TestClock(moment);
  private nonce: string | undefined;

  private constructor(
    readonly test: TestDatabase,
    readonly tls: TestTls,
    readonly issuer: string,
    readonly baseUrl: string,
    /** Where certificates are asked for. */
    readonly mutualTlsUrl: string,
    readonly application: NestFastifyApplication,
    readonly seed: Seed,
    private readonly keys: Server,
    private readonly issuerKey: Key,
    private readonly dpopKey: Key,
    private readonly bank: Database,
    private readonly release: () => void,
    clock: TestClock,
  ) {
    this.clock = clock;
  }

  static async start(changes: Partial<Settings> = {}): Promise<Harness> {
    const [test, tls, issuerKey, dpopKey, authority] = await Promise.all([
      testDatabase({
        migrations: { consent: consentMigrations, resource_server: migrations },
        rows: { name: 'harbour', write: plantHarbour },
      }),
      testTls(),
      newKey(),
      newKey(),
      testClientAuthority(),
    ]);
    const [port, mutualTlsPort] = [await freePort(), await freePort()];
    const keys = createHttpsServer({ cert: tls.cert, key: tls.key }, (_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ keys: [publicJwk(issuerKey)] }));
    }).listen(0, 'localhost');
    await once(keys, 'listening');
    const issuer = `https://localhost:${(keys.address() as AddressInfo).port}/harbour`;
    const seed = { ...harbour() };
    seed.banks = seed.banks.map((bank) => ({ ...bank, issuer }));
    await test.query('UPDATE resource_server.bank SET issuer = $1', [issuer]);
    const clock = new TestClock(moment);
    const baseUrl = `https://localhost:${port}`;
    const mutualTlsUrl = `https://localhost:${mutualTlsPort}`;
    const application = await resourceServer(
      {
        SANDBANK_HOST: 'localhost',
        SANDBANK_PORT: port,
        SANDBANK_TLS_CERT_FILE: tls.cert,
        SANDBANK_TLS_KEY_FILE: tls.key,
        SANDBANK_CA_FILE: tls.ca,
        SANDBANK_DATABASE_URL: test.url('resourceServer'),
        SANDBANK_SECRET_FILE: randomBytes(32),
        SANDBANK_LOG_LEVEL: 'silent',
        SANDBANK_AUTHORIZATION_SERVER_URL: new URL(issuer).origin,
        SANDBANK_RESOURCE_SERVER_URL: baseUrl,
        SANDBANK_PORTAL_URL: 'https://localhost:9440',
        SANDBANK_CLIENT_CA_FILE: authority.ca,
        SANDBANK_RESOURCE_SERVER_MTLS_URL: mutualTlsUrl,
        SANDBANK_PAYMENT_STEP_MS: 1000,
        ...changes,
      },
      createLogger('resource-server', 'silent'),
      clock,
    );
    // Payments walk, orders are carried out and events are sent when a spec says so.
    application.get(PaymentEngine).onApplicationShutdown();
    application.get(OrderExecutor).onApplicationShutdown();
    application.get(EventDeliverySweeper).onApplicationShutdown();
    await application.listen(port, 'localhost');
    await listenMutualTls(application, { host: 'localhost', port: mutualTlsPort });
    const bank = test.connect('authorizationServer', 2);
    const release = holdToDocuments([baseUrl, mutualTlsUrl]);
    return new Harness(
      test,
      tls,
      issuer,
      baseUrl,
      mutualTlsUrl,
      application,
      seed,
      keys,
      issuerKey,
      dpopKey,
      bank,
      release,
      clock,
    );
  }

  get aisp(): string {
    return `${this.baseUrl}/harbour/open-banking/v4.0/aisp`;
  }

  /** What the authorization server and the customer do to consents. */
  get consents(): ConsentStore {
    return new ConsentStore(this.bank);
  }

  async stop(): Promise<void> {
    this.release();
    await this.application.close();
    this.keys.closeAllConnections();
    this.keys.close();
    const { faults } = await verifyLedger(this.test.connect('resourceServer', 1));
    await this.test.drop();
    // Whatever a spec tried, the books are whole; what it booked and held itself belongs to no payment.
    const own = ['holds are those of payments', 'journals of payments have their payments'];
    const found = faults.filter(({ check }) => !own.includes(check));
    if (found.length > 0) throw new Error(`the ledger is not whole: ${JSON.stringify(found)}`);
  }

  customerId(firstName: string): string {
    return this.seed.customers.find(({ name }) => name.startsWith(firstName))!.id;
  }

  async accountId(nickname: string): Promise<string> {
    const [row] = await this.test.query<{ id: string }>(
      'SELECT id FROM resource_server.account WHERE nickname = $1',
      [nickname],
    );
    return row!.id;
  }

  /** A customer agrees at the bank, and the client gets a token. */
  async grant(wish: ConsentWish): Promise<Granted> {
    const { clientId = 'client-tally' } = wish;
    const store = this.consents;
    const { consentId, granted, accountIds } = await this.asked(wish);
    const [grantId, customerId] = [randomUUID(), this.customerId(wish.customer)];
    const agreed = await store.authorise({
      ...{ grantId, bank: 'harbour', clientId, customerId, scopes: ['accounts'] },
      claimBy: new Date(moment.getTime() + 600_000),
      reauthenticateBy: wish.reauthenticateBy,
      consents: [{ consentId, granted, accountIds }],
      act: {
        now: new Date(moment.getTime() + 1),
        by: `customer:${customerId}`,
        surface: 'consent-page',
      },
    });
    if (!agreed) throw new Error('the consent was not authorised');
    await store.claimGrant(grantId, new Date(moment.getTime() + 2));
    const detail = enriched(granted, consentId, accountIds);
    const given = { consentId, grantId, customerId, detail };
    return { ...given, token: await this.tokenOf([given], clientId) };
  }

  /** The same customer agrees to more under the same grant, `seconds` later; the token is for both. */
  async addTo(to: Granted, wish: Omit<ConsentWish, 'customer'>, seconds = 1): Promise<Granted> {
    const { consentId, granted, accountIds } = await this.asked(wish);
    await this.test.query(
      `UPDATE consent.consent SET status = 'AUTHORISED', grant_id = $2, customer_id = $3, granted = $4,
         changed_at = $5 WHERE consent_id = $1`,
      [
        ...[consentId, to.grantId, to.customerId, { ...granted, AccountIds: accountIds }],
        new Date(moment.getTime() + seconds * 1000),
      ],
    );
    const given = { ...to, consentId, detail: enriched(granted, consentId, accountIds) };
    return { ...given, token: await this.tokenOf([to, given], wish.clientId) };
  }

  /** The client asks for it. */
  private async asked(wish: Omit<ConsentWish, 'customer'>) {
    const { clientId = 'client-tally', permissions, from, to } = wish;
    const consentId = randomUUID();
    const accountIds = await Promise.all(wish.accounts.map((name) => this.accountId(name)));
    const granted = {
      type: accountAccessTypeName,
      locations: [this.aisp],
      consent: {
        Permissions: permissions,
        ...(from === undefined ? {} : { TransactionFromDateTime: from }),
        ...(to === undefined ? {} : { TransactionToDateTime: to }),
      },
    };
    const act = { now: moment, by: `client:${clientId}`, surface: 'pushed-request' } as const;
    const authoriseBy = new Date(moment.getTime() + 600_000);
    await this.consents.createAwaiting([
      { consentId, bank: 'harbour', clientId, requested: granted, authoriseBy, act },
    ]);
    return { consentId, granted, accountIds };
  }

  /** A token that stands for these consents of one grant. */
  tokenOf(
    consents: readonly Omit<Granted, 'token'>[],
    clientId = 'client-tally',
    claims = {},
  ): Promise<string> {
    const [{ customerId, grantId } = { customerId: '', grantId: '' }] = consents;
    return this.token({
      sub: customerId,
      client_id: clientId,
      grant_id: grantId,
      authorization_details: consents.map(({ detail }) => detail),
      ...claims,
    });
  }

  /** An access token as the issuer makes it (RFC 9068 2). */
  async token(claims: object): Promise<string> {
    const now = this.clock.nowSeconds();
    const payload = {
      iss: this.issuer,
      aud: `${this.baseUrl}/harbour/open-banking/v4.0`,
      iat: now,
      exp: now + 300,
      jti: randomUUID(),
      scope: 'openid accounts',
      auth_time: now,
      acr: 'urn:sandbank:sca',
      cnf: { jkt: jwkThumbprint(publicJwk(this.dpopKey) as unknown as PublicJwk) },
      ...claims,
    };
    const header = { typ: 'at+jwt', alg: 'ES256', kid: this.issuerKey.kid };
    return signedJwt(header, payload, this.issuerKey);
  }

  /** A JWT of the bank itself, for the internal door. */
  bankToken(claims: object, header: object = {}, key: Key = this.issuerKey): Promise<string> {
    const now = this.clock.nowSeconds();
    return signedJwt(
      { typ: 'bank-internal+jwt', alg: 'ES256', kid: this.issuerKey.kid, ...header },
      { iss: this.issuer, iat: now, exp: now + 30, jti: randomUUID(), ...claims },
      key,
    );
  }

  /** A call with token and proof; `path` is below `/aisp`, or a whole URL out of a link. */
  async call(path: string, token: string, request: HttpsRequest = {}): Promise<HttpsAnswer> {
    const url = path.startsWith('https:') ? path : `${this.aisp}${path}`;
    const method = request.method ?? 'GET';
    for (let attempt = 1; ; attempt += 1) {
      const proof = await dpopProof(this.dpopKey, {
        ...{ method, url, nonce: this.nonce, accessToken: token },
        now: this.clock.now(),
      });
      const headers = { authorization: `DPoP ${token}`, dpop: proof, ...request.headers };
      const answer = await exchange(url, this.tls.ca, { ...request, headers });
      this.nonce = answer.header('dpop-nonce') ?? this.nonce;
      const isAboutNonce = answer.header('www-authenticate')?.includes('use_dpop_nonce') === true;
      if (!isAboutNonce || attempt === 2) return answer;
    }
  }
}

/** The books with which every harness begins: they take seconds to write. */
const plantHarbour = (database: TestDatabase) =>
  plant(database.connect('resourceServer', 1), harbour(), moment);

const enriched = (granted: object, consentId: string, accountIds: readonly string[]) => ({
  ...granted,
  ...{ ConsentId: consentId, Status: 'AUTH', AccountIds: accountIds },
});
