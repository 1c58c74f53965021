import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { PublishingServer, type TestTls } from '@sandbank/testing';

export interface EcosystemRequest {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly body: Record<string, unknown>;
  readonly text: string;
}
export interface EcosystemAnswer {
  readonly status: number;
  readonly json?: object;
  /** The connection breaks after the work is done: the answer never arrives. */
  readonly lost?: boolean;
}

interface Software extends Record<string, unknown> {
  certificates: Record<string, unknown>[];
}

const day = 86_400_000;

/** A directory and one bank behind one address, as the portal meets them; what they were asked is kept. */
export class StandInEcosystem {
  readonly requests: EcosystemRequest[] = [];
  readonly software = new Map<string, Software>();
  readonly keys = new Map<string, object[]>();
  /** Clients of the bank with the token that manages each. */
  readonly clients = new Map<string, { token: string; metadata: object }>();
  organisations = 0;
  /** Answers in the place of the ecosystem, or after its work. */
  manner: (
    asked: EcosystemRequest,
    answer: () => EcosystemAnswer,
  ) => EcosystemAnswer | Promise<EcosystemAnswer> = (_, answer) => answer();

  private constructor(private readonly server: PublishingServer) {}

  static async start(tls: TestTls): Promise<StandInEcosystem> {
    const server = await PublishingServer.start(tls);
    const ecosystem = new StandInEcosystem(server);
    server.answer = (response, request) => {
      void read(request).then(async (asked) => {
        ecosystem.requests.push(asked);
        const { status, json, lost } = await ecosystem.manner(asked, () => ecosystem.answer(asked));
        if (lost === true) {
          response.destroy();
          return;
        }
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(json === undefined ? undefined : JSON.stringify(json));
      });
    };
    return ecosystem;
  }

  get url(): string {
    return this.server.url('');
  }

  get issuer(): string {
    return `${this.url}/cove`;
  }

  stop(): Promise<unknown> {
    return this.server.stop();
  }

  asked(method: string, path: RegExp): EcosystemRequest[] {
    return this.requests.filter((one) => one.method === method && path.test(one.path));
  }

  private answer(asked: EcosystemRequest): EcosystemAnswer {
    const { method, path, body, token } = asked;
    const at = (wanted: string, pattern: RegExp) => method === wanted && pattern.exec(path);
    if (at('POST', /^\/organisations$/)) {
      if (token !== 'registrar') return { status: 401, json: { error: 'invalid_token' } };
      this.organisations += 1;
      return { status: 201, json: { organisation_id: randomUUID(), ...body, token: 'of-the-org' } };
    }
    if (path === '/participants') return { status: 200, json: { participants: [this.bank()] } };
    if (path === '/cove/.well-known/openid-configuration')
      return { status: 200, json: this.metadata() };
    if (path.startsWith('/cove/register')) return this.registration(asked);
    const jwks = /^\/software\/([^/]+)\/jwks$/.exec(path);
    if (jwks !== null) return { status: 200, json: { keys: this.keys.get(jwks[1]!) ?? [] } };
    if (token !== 'of-the-org') return { status: 401, json: { error: 'invalid_token' } };
    return this.organisation(asked);
  }

  private organisation({ method, path, body }: EcosystemRequest): EcosystemAnswer {
    const [, , , , id, ...below] = path.split('/');
    if (id === undefined) {
      if (method === 'GET') return { status: 200, json: { software: [...this.software.values()] } };
      return { status: 201, json: this.create(body) };
    }
    const found = this.software.get(id);
    if (found === undefined) return { status: 404, json: { error: 'not_found' } };
    if (below[0] === 'jwks') {
      this.keys.set(id, body['keys'] as object[]);
      return { status: 200, json: { keys: body['keys'] as object[] } };
    }
    if (below[0] === 'statements')
      return { status: 201, json: { software_statement: statement(found), expires_at: 'soon' } };
    if (below[0] === 'certificates') return this.certificate(found, method, below.slice(1), body);
    if (method === 'DELETE') {
      this.software.delete(id);
      return { status: 204 };
    }
    if (method === 'PUT') Object.assign(found, body);
    return { status: 200, json: found };
  }

  private create({ jwks, certificate_requests: requests, ...said }: Record<string, unknown>) {
    const id = randomUUID();
    const made = {
      ...{ software_id: id, organisation_id: randomUUID(), status: 'active', ...said },
      ...{ jwks_uri: `${this.url}/software/${id}/jwks`, san_uri: `urn:sandbank:software:${id}` },
      certificates: ((requests ?? []) as { use: string }[]).map(({ use }) => certificateOf(use)),
    };
    this.software.set(id, made);
    this.keys.set(id, (jwks as { keys: object[] } | undefined)?.keys ?? []);
    return made;
  }

  private certificate(
    { certificates }: Software,
    method: string,
    [id, act]: string[],
    body: Record<string, unknown>,
  ): EcosystemAnswer {
    if (method === 'GET') return { status: 200, json: { certificates } };
    const found = certificates.find((one) => one['certificate_id'] === id);
    if (id !== undefined && found === undefined)
      return { status: 404, json: { error: 'not_found' } };
    if (act === 'revocation') {
      Object.assign(found!, { status: 'revoked', revocation_reason: body['reason'] });
      return { status: 200, json: found! };
    }
    const made = certificateOf(String(found?.['use'] ?? body['use']));
    certificates.push(made);
    return { status: 201, json: made };
  }

  private registration({ method, path, body, token }: EcosystemRequest): EcosystemAnswer {
    const [, , , clientId] = path.split('/');
    if (clientId === undefined)
      return { status: 201, json: this.put(`client-${randomUUID()}`, body) };
    const known = this.clients.get(clientId);
    if (known === undefined || known.token !== token)
      return { status: 401, json: { error: 'invalid_token' } };
    if (method === 'DELETE') {
      this.clients.delete(clientId);
      return { status: 204 };
    }
    const kept = { ...known.metadata, registration_access_token: known.token };
    return { status: 200, json: method === 'PUT' ? this.put(clientId, body) : kept };
  }

  private put(clientId: string, body: object): object {
    const token = randomUUID();
    const uri = `${this.issuer}/register/${clientId}`;
    const metadata = { ...body, client_id: clientId, registration_client_uri: uri };
    this.clients.set(clientId, { token, metadata });
    return { ...metadata, registration_access_token: token };
  }

  private bank() {
    return {
      ...{ organisation: 'Cove Bank', issuer: this.issuer, status: 'active' },
      discovery: `${this.issuer}/.well-known/openid-configuration`,
      ...{ api_base: `${this.issuer}/api`, jwks_uri: `${this.issuer}/jwks` },
      registration_endpoint: `${this.issuer}/register`,
    };
  }

  private metadata() {
    const { issuer } = this;
    return {
      ...{
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
      },
      pushed_authorization_request_endpoint: `${issuer}/par`,
      registration_endpoint: `${issuer}/register`,
      mtls_endpoint_aliases: { token_endpoint: `${issuer}/mtls/token` },
    };
  }
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const statement = ({ certificates: _, ...software }: Software): string =>
  `${encoded({ alg: 'ES256', kid: '1' })}.${encoded(software)}.c2ln`;

const certificateOf = (use: string) => ({
  ...{ certificate_id: randomUUID(), use, serial_number: '0a', subject: 'CN=x', san_uri: null },
  ...{ certificate: 'PEM', chain: 'PEM', thumbprint: 't', status: 'valid', revoked_at: null },
  not_before: new Date(Date.now() - day).toISOString(),
  not_after: new Date(Date.now() + 89 * day).toISOString(),
});

async function read(request: IncomingMessage): Promise<EcosystemRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const { method = '', url: path = '', headers } = request;
  return {
    ...{ method, path, text, token: headers.authorization?.replace('Bearer ', '') },
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}
