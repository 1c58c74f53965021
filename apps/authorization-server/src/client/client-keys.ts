import { Inject, Injectable } from '@nestjs/common';
import { parseJwkSet, type JsonObject, type JwkSet } from '@sandbank/crypto';
import { invalidClient } from '@sandbank/oauth';
import {
  Clock,
  Destinations,
  fetchJson,
  OutgoingError,
  RemoteDocuments,
  type ServerSettings,
} from '@sandbank/platform';
import { SETTINGS } from '../config.js';
import { registeredCertificates } from './registered-certificates.js';

/** The public keys of a client, and thumbprints of the certificates among them. */
export interface PublishedKeys {
  readonly keys: JwkSet;
  readonly certificates: readonly string[];
}

/** What a request shows of a key: the `kid` of an assertion, or the thumbprint of a certificate. */
export interface PresentedKey {
  readonly kid?: string | undefined;
  readonly certificate?: string | undefined;
}

const keysMax = 20;

/** How the key sets of clients are remembered; each process asks for itself. */
export const clientKeyLimits = {
  freshSecondsMin: 60,
  freshSecondsMax: 3600,
  graceSeconds: 0,
  staleSeconds: 3600,
  askEverySeconds: 10,
  pauseSecondsMax: 300,
  documentsMax: 2000,
  concurrentMax: 16,
  concurrentOfHostMax: 4,
  perTenSecondsMax: 100,
} as const;

/** Keys that clients publish at their `jwks_uri` (RFC 7517 5, SP-5.4.2), fetched from the public Internet alone. */
@Injectable()
export class ClientKeys {
  private readonly documents: RemoteDocuments<PublishedKeys>;

  constructor(@Inject(Clock) clock: Clock, @Inject(SETTINGS) settings: ServerSettings) {
    const allowedHosts = settings.SANDBANK_FETCH_ALLOWED_HOSTS;
    const destinations = new Destinations({ allowedHosts });
    const fetch = (url: string) => fetchJson(url, { destinations });
    this.documents = new RemoteDocuments({ fetch, read: publishedKeys }, clientKeyLimits, clock);
  }

  /**
   * The keys at a `jwks_uri`, fetched anew when the presented one is not among them.
   * @throws `invalid_client` with what is wrong with the set or its server.
   */
  async at(jwksUri: string, presented: PresentedKey): Promise<PublishedKeys> {
    try {
      return await this.documents.get(jwksUri, (known) => holds(known, presented));
    } catch (cause) {
      if (!(cause instanceof OutgoingError)) throw cause;
      throw invalidClient('the keys of the client are not available', {
        expected: `a JWK set with the client's public keys at ${jwksUri}`,
        received: `${cause.code}: ${cause.message}`,
        cause,
      }).citing('RFC7517-5');
    }
  }
}

/** Reads a fetched key set. @throws JwkError or RangeError with what is wrong with it. */
function publishedKeys(document: JsonObject): PublishedKeys {
  const listed = document['keys'];
  if (Array.isArray(listed) && listed.length > keysMax)
    throw new RangeError(`the JWK set has more than ${keysMax} keys`);
  return { keys: parseJwkSet(document), certificates: registeredCertificates(document) };
}

function holds({ keys, certificates }: PublishedKeys, { kid, certificate }: PresentedKey): boolean {
  if (certificate !== undefined) return certificates.includes(certificate);
  return keys.keys.some((jwk) => kid === undefined || jwk.kid === kid);
}
