import { Inject, Injectable } from '@nestjs/common';
import { parseJwkSet, type JwkSet } from '@sandbank/crypto';
import { temporarilyUnavailable } from '@sandbank/oauth';
import {
  Clock,
  fetchJson,
  LOGGER,
  OutgoingError,
  RemoteDocuments,
  type Logger,
  type RemoteDocumentLimits,
} from '@sandbank/platform';
import { PROTECTED_RESOURCE, type ProtectedResourceOptions } from './protected-resource.options.js';

/**
 * How the issuers' sets are remembered: a key that an issuer withdraws is believed 45 seconds longer, and 11 minutes while
 * the issuer cannot be reached, which is more than any token lives.
 */
export const issuerKeyLimits = {
  freshSecondsMin: 30,
  freshSecondsMax: 30,
  graceSeconds: 15,
  staleSeconds: 630,
  askEverySeconds: 5,
  pauseSecondsMax: 5,
  documentsMax: 1000,
  // Issuers are the operator's own and may share one host.
  concurrentMax: 100,
  concurrentOfHostMax: 100,
  perTenSecondsMax: 1000,
} as const satisfies RemoteDocumentLimits;

/** The public keys of the issuers, from `{issuer}/jwks`; each process asks for itself. */
@Injectable()
export class IssuerKeys {
  private readonly sets: RemoteDocuments<JwkSet>;

  constructor(
    @Inject(PROTECTED_RESOURCE) { certificateAuthority }: ProtectedResourceOptions,
    @Inject(Clock) clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    const source = {
      fetch: (url: string) => fetchJson(url, { certificateAuthority }),
      read: parseJwkSet,
      onFailure: (err: OutgoingError, url: string) =>
        logger.warn({ err, url }, 'no keys from the issuer'),
    };
    this.sets = new RemoteDocuments<JwkSet>(source, issuerKeyLimits, clock);
  }

  /**
   * The keys of an issuer, fetched anew when none is called `kid` (at most every 5 seconds).
   * @throws `temporarily_unavailable` when the issuer cannot be reached and was not for 11 minutes.
   */
  async keysOf(issuer: string, kid: string | undefined): Promise<JwkSet> {
    const names = ({ keys }: JwkSet) => keys.some((jwk) => kid === undefined || jwk.kid === kid);
    try {
      return await this.sets.get(`${issuer}/jwks`, names);
    } catch (cause) {
      if (!(cause instanceof OutgoingError)) throw cause;
      throw temporarilyUnavailable('the keys of the issuer are not available', {
        cause,
        headers: { 'retry-after': String(issuerKeyLimits.askEverySeconds) },
      });
    }
  }
}
