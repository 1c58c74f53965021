import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Act } from '@sandbank/consent';
import { randomToken, sha256, type JsonObject } from '@sandbank/crypto';
import { OAuthError, unapprovedSoftwareStatement } from '@sandbank/oauth';
import { Clock, Database } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { ClientRegistry } from '../client/client.registry.js';
import type { Issuer } from '../issuer/issuer.js';
import { IssuerRegistry } from '../issuer/issuer.registry.js';
import { removeClient } from '../operation/client-removal.js';
import { clientInformation } from './client-information.js';
import { problem, refusedMetadata } from './refused-metadata.js';
import { registeredMetadata } from './registered-metadata.js';
import {
  noRegistration,
  RegistrationAccess,
  type OpenRegistration,
} from './registration-access.js';
import { RegistrationThrottle } from './registration-throttle.js';
import { holdsToken, RegistrationStore } from './registration.store.js';
import { SoftwareStatements } from './software-statements.js';

/** Clients that register themselves with a software statement of the directory (RFC 7591), and look after it (RFC 7592). */
@Injectable()
export class RegistrationService {
  constructor(
    @Inject(IssuerRegistry) private readonly issuers: IssuerRegistry,
    @Inject(SoftwareStatements) private readonly statements: SoftwareStatements,
    @Inject(RegistrationStore) private readonly store: RegistrationStore,
    @Inject(RegistrationAccess) private readonly access: RegistrationAccess,
    @Inject(RegistrationThrottle) private readonly throttle: RegistrationThrottle,
    @Inject(ClientRegistry) private readonly clients: ClientRegistry,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Resolves to what was registered, with the token that opens it. */
  async register(bank: string, body: unknown, request: FastifyRequest): Promise<object> {
    const issuer = await this.issuerOf(bank);
    this.throttle.count(request);
    const given = documentOf(body);
    const now = this.clock.now();
    const statement = await this.statements.verified(given['software_statement'], issuer, now);
    const clientId = `client-${randomUUID()}`;
    const metadata = registeredMetadata(given, statement.software, clientId);
    const token = randomToken();
    await this.store.add({ bank, metadata, tokenDigest: sha256(token), statement, now });
    request.clientId = clientId;
    return clientInformation(issuer, {
      metadata,
      token,
      statement: statement.compact,
      issuedAt: now,
    });
  }

  /** The registration as it is. It keeps its token: a reader whose answer is lost must be able to read again. */
  async read(bank: string, clientId: string, request: FastifyRequest): Promise<object> {
    const issuer = await this.issuerOf(bank);
    const open = await this.access.open(issuer, clientId, request);
    const { metadata, token, software_statement: statement, issued_at: issuedAt } = open;
    return clientInformation(issuer, { metadata, token, statement, issuedAt });
  }

  /** Replaces all of it and its token; of several who do so at once, one wins (RFC 7592 2.2). */
  async replace(
    bank: string,
    clientId: string,
    body: unknown,
    request: FastifyRequest,
  ): Promise<object> {
    const issuer = await this.issuerOf(bank);
    const open = await this.access.open(issuer, clientId, request);
    assertMayAct(open);
    const given = documentOf(body);
    assertIsReplacement(given, clientId);
    const now = this.clock.now();
    const statement = await this.statements.verified(given['software_statement'], issuer, now);
    assertSameSoftware(open, statement.software.software_id);
    const metadata = registeredMetadata(given, statement.software, clientId);
    const token = randomToken();
    const replacement = { bank, metadata, tokenDigest: sha256(token), statement, now };
    if (!(await this.store.replace(sha256(open.token), replacement)))
      throw noRegistration(issuer, open.token);
    this.clients.forget(bank, clientId);
    const { issued_at: issuedAt } = open;
    return clientInformation(issuer, { metadata, token, statement: statement.compact, issuedAt });
  }

  /** Ends the client and, in the same transaction, all that it may use (RFC 7592 2.3). */
  async remove(bank: string, clientId: string, request: FastifyRequest): Promise<void> {
    const issuer = await this.issuerOf(bank);
    const open = await this.access.open(issuer, clientId, request);
    assertMayAct(open);
    const act: Act = {
      ...({ now: this.clock.now(), by: `client:${clientId}`, surface: 'registration' } as const),
      ...{ reason: 'the client ended its registration', interactionId: request.id },
    };
    await removeClient(this.database, bank, clientId, act, async (transaction) => {
      if (await holdsToken(transaction, bank, clientId, sha256(open.token))) return;
      throw noRegistration(issuer, open.token);
    });
    this.clients.forget(bank, clientId);
  }

  /** Throws 404 for a bank that is none, and where there is no directory. */
  private issuerOf(bank: string): Promise<Issuer> {
    this.statements.requireDirectory();
    return this.issuers.get(bank);
  }
}

function documentOf(body: unknown): JsonObject {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as JsonObject;
  throw refusedMetadata([{ message: 'the body must be a JSON object of client metadata' }]);
}

/** A frozen client may read what it registered, and nothing else: what an operator holds must not slip away. */
function assertMayAct({ status }: OpenRegistration): void {
  if (status === 'active') return;
  throw new OAuthError('access_denied', 'the client is frozen at this bank', {
    status: 403,
  }).citing('RFC7592-2-frozen');
}

const setByServer = [
  'registration_access_token',
  'registration_client_uri',
  'client_secret_expires_at',
  'client_id_issued_at',
];

function assertIsReplacement(given: JsonObject, clientId: string): void {
  const problems = setByServer
    .filter((name) => name in given)
    .map((name) => problem(name, 'is set by the bank: leave it out'));
  if (given['client_id'] !== clientId) problems.push(problem('client_id', `must be ${clientId}`));
  if ('client_secret' in given)
    problems.push(problem('client_secret', 'is not that of the client, which has none'));
  if (problems.length > 0) throw refusedMetadata(problems).citing('RFC7592-2.2');
}

function assertSameSoftware({ software_id: own }: OpenRegistration, named: string): void {
  if (named === own) return;
  throw unapprovedSoftwareStatement('the software statement is of other software', {
    expected: own,
    received: named,
  }).citing('RFC7592-2.2');
}
