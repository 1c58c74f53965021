import { Inject, Injectable } from '@nestjs/common';
import { parseJwkSet, type JwkSet } from '@sandbank/crypto';
import type { ClientMetadata } from '@sandbank/oauth';
import { Database, statement } from '@sandbank/platform';
import { LRUCache } from 'lru-cache';
import { ClientKeys, type PresentedKey } from './client-keys.js';
import { registeredCertificates } from './registered-certificates.js';

/** A client that may act now, with its keys ready for use. */
export interface RegisteredClient {
  readonly metadata: ClientMetadata;
  /** The keys that it registered by value; those at its `jwks_uri` come with `withKeys`. */
  readonly keys: JwkSet;
  /** Thumbprints of the certificates in that set, for `self_signed_tls_client_auth` (RFC 8705 2.2). */
  readonly certificates: readonly string[];
}

const rememberedMilliseconds = 2000;
const rememberedMax = 5000;

const findClient = statement(
  'client.find',
  `SELECT metadata FROM authorization_server.client
   WHERE bank = $1 AND client_id = $2 AND status = 'active'`,
);

/**
 * Finds the clients of a bank. What is found is remembered for two seconds; an unknown client never
 * is, so that one registered just now can be used at once.
 */
@Injectable()
export class ClientRegistry {
  private readonly remembered = new LRUCache<string, RegisteredClient>({
    max: rememberedMax,
    ttl: rememberedMilliseconds,
  });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ClientKeys) private readonly keys: ClientKeys,
  ) {}

  async find(bank: string, clientId: string): Promise<RegisteredClient | undefined> {
    const key = `${bank} ${clientId}`;
    const remembered = this.remembered.get(key);
    if (remembered !== undefined) return remembered;
    const [row] = await this.database.query<{ metadata: ClientMetadata }>(findClient, [
      bank,
      clientId,
    ]);
    if (row === undefined) return undefined;
    const jwks = row.metadata.jwks ?? { keys: [] };
    const client = {
      metadata: row.metadata,
      keys: parseJwkSet(jwks),
      certificates: registeredCertificates(jwks),
    };
    this.remembered.set(key, client);
    return client;
  }

  /** As `find`, without memory: a page must not open for a client that was frozen a moment ago. */
  findNow(bank: string, clientId: string): Promise<RegisteredClient | undefined> {
    this.forget(bank, clientId);
    return this.find(bank, clientId);
  }

  /** What this process remembers of a client is not true any more. */
  forget(bank: string, clientId: string): void {
    this.remembered.delete(`${bank} ${clientId}`);
  }

  /**
   * The client with the keys that it publishes, if it does: looked up before anything is changed, since it may take a
   * while. @throws `invalid_client` when they are not to be had.
   */
  async withKeys(client: RegisteredClient, presented: PresentedKey): Promise<RegisteredClient> {
    const { jwks_uri: jwksUri } = client.metadata;
    if (jwksUri === undefined) return client;
    return { ...client, ...(await this.keys.at(jwksUri, presented)) };
  }
}
