import { setDefaultCACertificates } from 'node:tls';
import { sha256 } from '@sandbank/crypto';
import { createLogger } from '@sandbank/platform';
import {
  exchange,
  freePort,
  TestClock,
  testDatabase,
  testTls,
  type HttpsAnswer,
  type HttpsRequest,
  type TestDatabase,
} from '@sandbank/testing';
import { directorySettings, type DirectorySettings } from '../src/config.js';
import { createDirectory } from '../src/directory-server.js';
import { migrations } from '../src/migrations/index.js';

export const registrarToken = 'r'.repeat(43);
export const secret = Buffer.alloc(32, 7);

export interface Account {
  readonly organisation: string;
  readonly token: string;
}

/** A whole directory over TLS on a real database. */
export class RunningDirectory {
  readonly clock = new TestClock();
  readonly log: string[] = [];
  /** Addresses of further servers on the same database. */
  readonly others: string[] = [];
  private readonly toClose: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly url: string,
    private readonly ca: string,
    readonly settings: DirectorySettings,
  ) {}

  /** So many servers begin at once, on one new database. */
  static async start(servers = 1): Promise<RunningDirectory> {
    const tls = await testTls();
    setDefaultCACertificates([tls.ca]);
    const database = await testDatabase({ migrations: { directory: migrations } });
    const port = await freePort();
    const url = `https://localhost:${port}`;
    const settings: DirectorySettings = {
      ...directorySettings
        .omit({
          ...{ SANDBANK_TLS_CERT_FILE: true, SANDBANK_TLS_KEY_FILE: true, SANDBANK_CA_FILE: true },
          ...{ SANDBANK_SECRET_FILE: true, SANDBANK_REGISTRAR_TOKEN_FILE: true },
        })
        .parse({
          SANDBANK_PORT: port,
          SANDBANK_DATABASE_URL: database.url('directory'),
          SANDBANK_AUTHORIZATION_SERVER_URL: 'https://localhost:1',
          SANDBANK_RESOURCE_SERVER_URL: 'https://localhost:2',
          SANDBANK_PORTAL_URL: 'https://localhost:3',
          SANDBANK_DIRECTORY_URL: url,
        }),
      SANDBANK_TLS_CERT_FILE: tls.cert,
      SANDBANK_TLS_KEY_FILE: tls.key,
      SANDBANK_CA_FILE: tls.ca,
      SANDBANK_SECRET_FILE: secret,
      SANDBANK_REGISTRAR_TOKEN_FILE: sha256(registrarToken),
    };
    const running = new RunningDirectory(database, url, tls.ca, settings);
    const others = Array.from({ length: servers - 1 }, () => running.another());
    await Promise.all([running.listen(port), ...others]);
    return running;
  }

  private async another(): Promise<void> {
    const port = await freePort();
    this.others.push(`https://localhost:${port}`);
    await this.listen(port);
  }

  private async listen(port: number): Promise<void> {
    const { settings, clock } = this;
    const sink = { write: (line: string) => void this.log.push(line) };
    const logger = createLogger('directory', 'info', sink);
    const application = await createDirectory({ settings, logger, clock });
    await application.listen({ host: 'localhost', port });
    this.toClose.push(() => application.close());
    this.service = (type) => application.get(type);
  }

  /** A part of one of the applications. */
  service!: <T>(type: abstract new (...args: never[]) => T) => T;

  ask(path: string, request: HttpsRequest = {}): Promise<HttpsAnswer> {
    return exchange(new URL(path, this.url), this.ca, request);
  }

  /** With a bearer token and a JSON body, where they are given. */
  send(method: string, path: string, token?: string, body?: unknown): Promise<HttpsAnswer> {
    const headers = {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    return this.ask(path, {
      ...{ method, headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  async enrol(name = 'Tally Ltd', roles: string[] = ['AISP', 'PISP', 'CBPII']): Promise<Account> {
    const answer = await this.send('POST', '/organisations', registrarToken, { name, roles });
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
    const { organisation_id: organisation, token } = answer.json<Record<string, string>>();
    return { organisation: organisation!, token: token! };
  }

  /** Adds software; `more` goes with its description. */
  async add({ organisation, token }: Account, more: object = {}) {
    const path = `/organisations/${organisation}/software`;
    const answer = await this.send('POST', path, token, { ...described, ...more });
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
    const software = answer.json<Software>();
    return { ...software, path: `${path}/${software.software_id}`, token };
  }

  /** The trust document that servers read. */
  async trust(): Promise<TrustedAuthority[]> {
    const answer = await this.ask('/authorities');
    return answer.json<{ authorities: TrustedAuthority[] }>().authorities;
  }

  async stop(): Promise<void> {
    for (const close of this.toClose) await close();
    await this.database.drop();
  }
}

export const described = {
  client_name: 'Tally',
  redirect_uris: ['https://app.example/callback'],
  roles: ['AISP'],
};

export interface IssuedCertificate {
  readonly certificate_id: string;
  readonly use: string;
  readonly serial_number: string;
  readonly subject: string;
  readonly certificate: string;
  readonly chain: string;
  readonly not_before: string;
  readonly not_after: string;
  readonly thumbprint: string;
  readonly kid?: string;
  readonly status: string;
  readonly revoked_at: string | null;
  readonly revocation_reason: string | null;
}

export interface Software {
  readonly software_id: string;
  readonly organisation_id: string;
  readonly jwks_uri: string;
  readonly san_uri: string;
  readonly certificates: readonly IssuedCertificate[];
}

export interface TrustedAuthority {
  readonly authority_id: string;
  readonly certificate: string;
  readonly crl: string;
  readonly crl_url: string;
  readonly status: string;
}
