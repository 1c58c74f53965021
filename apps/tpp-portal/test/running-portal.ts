import { cpSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setDefaultCACertificates } from 'node:tls';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger } from '@sandbank/platform';
import {
  exchange,
  newKey,
  publicJwk,
  TestClock,
  testDatabase,
  testTls,
  type HttpsAnswer,
  type HttpsRequest,
  type TestDatabase,
} from '@sandbank/testing';
import type { AddressInfo } from 'node:net';
import type { JWK } from 'jose';
import { tppPortalMigrations } from '../src/migrations/index.js';
import { createPortal } from '../src/portal-server.js';
import type { DemoClient, PortalSettings } from '../src/portal-settings.js';
import { builtUi } from '../src/ui/built-ui.js';
import type { RegisteredClient } from './bank/client-checks.js';
import { clientId, startTestBank, type TestBank } from './bank/test-bank.js';

// Answers the browser's Origin; the specs reach each copy by its own port.
export const portalUrl = 'https://portal.example:9440';

/** A portal over TLS on a real database, with a bank to talk to. */
export interface RunningPortal {
  readonly bank: TestBank;
  readonly database: TestDatabase;
  readonly clock: TestClock;
  readonly clientKey: JWK;
  readonly log: string[];
  /** The application of the first copy. */
  readonly application: NestFastifyApplication;
  browser(copy?: number): Browser;
  stop(): Promise<void>;
}

export interface PortalOptions {
  /** Changes the registration at the bank. */
  readonly registration?: Partial<DemoClient>;
  /** How the bank knows the portal, where that is by a certificate. */
  readonly registered?: Pick<RegisteredClient, 'certificate' | 'boundTo'>;
  /** Registrations at further banks. */
  readonly more?: (own: DemoClient) => readonly DemoClient[];
  readonly bankTimeoutSeconds?: number;
  /** ES256 by default. */
  readonly clientKeyAlgorithm?: string;
  /** The API is called where it asks for certificates. */
  readonly callsApiByMutualTls?: boolean;
  /** Built pages, instead of a stand-in for them. */
  readonly ui?: string;
  /** The bank's servers explain their refusals. */
  readonly explains?: boolean;
  /** Changes the settings. */
  readonly settings?: Partial<PortalSettings>;
}

/** Starts as many copies of the portal as are wanted, all on one database. */
export async function startPortal(copies = 1, options: PortalOptions = {}): Promise<RunningPortal> {
  const tls = await testTls();
  setDefaultCACertificates([tls.ca]);
  const clientKey = await newKey(options.clientKeyAlgorithm);
  const database = await testDatabase({ migrations: { tpp_portal: tppPortalMigrations } });
  const clock = new TestClock();
  const client = { keys: [publicJwk(clientKey)], ...options.registered };
  const bank = await startTestBank({ tls, clock, client });
  const log: string[] = [];
  const pages = madePages();
  const own = {
    ...registrationAt(bank, clientKey),
    ...(options.callsApiByMutualTls === true && {
      resource_base: bank.mutualTlsResourceBase,
      resource: bank.resourceBase,
    }),
    ...(options.explains === true && {
      rejection_endpoints: [
        `${bank.issuer}/rejections`,
        `${new URL(bank.resourceBase).origin}/harbour/rejections`,
      ],
    }),
    ...options.registration,
  };
  const settings: PortalSettings = {
    SANDBANK_HOST: 'localhost',
    SANDBANK_PORT: 9440,
    SANDBANK_TLS_CERT_FILE: tls.cert,
    SANDBANK_TLS_KEY_FILE: tls.key,
    SANDBANK_CA_FILE: tls.ca,
    SANDBANK_DATABASE_URL: database.url('tppPortal'),
    SANDBANK_SECRET_FILE: Buffer.alloc(32, 5),
    SANDBANK_LOG_LEVEL: 'info',
    SANDBANK_AUTHORIZATION_SERVER_URL: new URL(bank.issuer).origin,
    SANDBANK_RESOURCE_SERVER_URL: new URL(bank.resourceBase).origin,
    SANDBANK_PORTAL_URL: portalUrl,
    SANDBANK_DEMO_CLIENTS_FILE: { clients: [own, ...(options.more?.(own) ?? [])] },
    SANDBANK_BANK_TIMEOUT_SECONDS: options.bankTimeoutSeconds ?? 10,
    SANDBANK_PEOPLE_FILE: {
      customers: [
        {
          ...{ bank: 'harbour', username: 'maya', password: 'a', code: '1', name: 'Maya Okafor' },
          accounts: [],
        },
      ],
      payees: [
        {
          ...{ bank: 'harbour', key: 'tomos', name: 'Tomos Rhys' },
          ...{ account: '00122084592555', about: 'A friend' },
        },
      ],
    },
    ...options.settings,
  };
  const logger = createLogger('tpp-portal', 'info', { write: (line) => log.push(line) });
  const applications = await Promise.all(
    Array.from({ length: copies }, async () => {
      const application = await createPortal({
        settings,
        logger,
        ui: builtUi(options.ui ?? pages),
        clock,
      });
      await application.listen(0, 'localhost');
      return application;
    }),
  );
  const urls = applications.map(
    (application) =>
      `https://localhost:${(application.getHttpServer().address() as AddressInfo).port}`,
  );
  return {
    bank,
    database,
    clock,
    clientKey,
    log,
    application: applications[0]!,
    browser: (copy = 0) => new Browser(urls, copy, tls.ca),
    stop: async () => {
      for (const application of applications) await application.close();
      await bank.stop();
      await database.drop();
      rmSync(pages, { recursive: true });
    },
  };
}

/** How the portal is registered at a bank of the specs. */
export const registrationAt = (bank: TestBank, key: JWK, slug = 'harbour'): DemoClient => ({
  bank: slug,
  bank_name: 'Harbour Bank',
  issuer: bank.issuer,
  resource_base: bank.resourceBase,
  client_id: clientId,
  client_name: 'Tally',
  redirect_uri: `${portalUrl}/callback`,
  api: 'open-banking',
  rejection_endpoints: [],
  token_endpoint_auth_method: 'private_key_jwt',
  tls_client_certificate_bound_access_tokens: false,
  id_token_signed_response_alg: 'ES256',
  jwks_file: { keys: [key as { kty: string; kid: string; d: string }] },
});

/** A browser of the specs: keeps its cookie, and remembers everything it was ever sent. */
export class Browser {
  private readonly jar = new Map<string, string>();
  readonly received: string[] = [];

  constructor(
    private readonly urls: readonly string[],
    public copy: number,
    private readonly ca: string,
  ) {}

  /** What it would send; setting it forgets the others. */
  get cookie(): string | undefined {
    const pairs = [...this.jar].map(([name, value]) => `${name}=${value}`);
    return pairs.length === 0 ? undefined : pairs.join('; ');
  }

  set cookie(pair: string | undefined) {
    this.jar.clear();
    if (pair !== undefined) this.keep(pair);
  }

  private keep(pair: string): void {
    const [name = '', value = ''] = pair.split('=');
    if (value === '') this.jar.delete(name);
    else this.jar.set(name, value);
  }

  /** Where its copy listens. */
  get base(): string {
    return this.urls[this.copy] ?? '';
  }

  async send(path: string, request: HttpsRequest = {}): Promise<HttpsAnswer> {
    const headers = { cookie: this.cookie, ...request.headers };
    const answer = await exchange(`${this.base}${path}`, this.ca, {
      ...request,
      headers,
    });
    const set = answer.header('set-cookie');
    if (set !== undefined) this.keep(set.split(';')[0] ?? '');
    this.received.push(answer.body, answer.header('location') ?? '');
    return answer;
  }

  /** A change, as the portal's own pages ask for it. */
  act(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<HttpsAnswer> {
    return this.send(path, {
      method,
      headers: {
        origin: portalUrl,
        'x-sandbank-request': '1',
        'sec-fetch-site': 'same-origin',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Presses the button: resolves to where the browser would go. */
  async start(): Promise<{ flowId: string; authorizationUrl: string }> {
    const answer = await this.act('POST', '/api/flows', { bank: 'harbour' });
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
    return answer.json();
  }

  /** Comes back from the bank; resolves to where the portal sends the browser. */
  async comeBack(callback: URL): Promise<string> {
    const answer = await this.send(`${callback.pathname}${callback.search}`);
    if (answer.status !== 303) throw new Error(`${answer.status} ${answer.body}`);
    return answer.header('location') ?? '';
  }

  /** The whole journey of a customer who allows it. */
  async connect(bank: TestBank): Promise<{ flowId: string; landing: string }> {
    const { flowId, authorizationUrl } = await this.start();
    return { flowId, landing: await this.comeBack(bank.allow(authorizationUrl)) };
  }
}

function madePages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbank-pages-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<meta name="style-nonce" content="__STYLE_NONCE__">');
  cpSync(new URL('../../../docs/openapi', import.meta.url), join(folder, 'openapi'), {
    recursive: true,
  });
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'assets', 'index-abc123.js'), 'export {};');
  return folder;
}
