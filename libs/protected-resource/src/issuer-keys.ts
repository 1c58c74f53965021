import { Inject, Injectable } from '@nestjs/common';
import type { JwkSet } from '@sandbank/crypto';
import { temporarilyUnavailable } from '@sandbank/oauth';
import { Clock, LOGGER, type Logger } from '@sandbank/platform';
import { LRUCache } from 'lru-cache';
import { fetchJwks } from './fetch-jwks.js';
import {
  PROTECTED_RESOURCE,
  type IssuerKeySource,
  type ProtectedResourceOptions,
} from './protected-resource.options.js';

/** A set this old is fetched anew, while it goes on serving. */
const freshSeconds = 300;
/** An issuer that cannot be reached is believed on its last set this long. */
const staleSecondsMax = 3600;
/** No issuer is asked more often than this, however many unknown keys are named. */
const askEverySeconds = 5;
const issuersMax = 1000;

interface Remembered {
  jwks?: JwkSet;
  fetchedAtSeconds: number;
  askedAtSeconds: number;
  asking?: Promise<void> | undefined;
}

/** The public keys of the issuers, from `{issuer}/jwks`. */
@Injectable()
export class IssuerKeys implements IssuerKeySource {
  private readonly issuers = new LRUCache<string, Remembered>({ max: issuersMax });

  constructor(
    @Inject(PROTECTED_RESOURCE) private readonly options: ProtectedResourceOptions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * The keys of an issuer, fetched anew when none is called `kid` (at most every 5 seconds).
   * @throws `temporarily_unavailable` when the issuer cannot be reached and was not within the hour.
   */
  async keysOf(issuer: string, kid: string | undefined): Promise<JwkSet> {
    const remembered = this.remembered(issuer);
    const { jwks } = remembered;
    const age = this.clock.nowSeconds() - remembered.fetchedAtSeconds;
    const isKnown = jwks?.keys.some((jwk) => kid === undefined || jwk.kid === kid) === true;
    const refresh = isKnown && age < freshSeconds ? undefined : this.refresh(issuer, remembered);
    if (isKnown && age < staleSecondsMax) return jwks;
    await refresh;
    const latest = remembered.jwks;
    const isStale = this.clock.nowSeconds() - remembered.fetchedAtSeconds >= staleSecondsMax;
    if (latest !== undefined && !isStale) return latest;
    throw temporarilyUnavailable('the keys of the issuer are not available', {
      headers: { 'retry-after': String(askEverySeconds) },
    });
  }

  private remembered(issuer: string): Remembered {
    const known = this.issuers.get(issuer);
    if (known !== undefined) return known;
    const fresh = { fetchedAtSeconds: -Infinity, askedAtSeconds: -Infinity };
    this.issuers.set(issuer, fresh);
    return fresh;
  }

  /** Asks once for everyone who waits; a failure leaves what is remembered as it is. */
  private refresh(issuer: string, remembered: Remembered): Promise<void> {
    if (remembered.asking !== undefined) return remembered.asking;
    const now = this.clock.nowSeconds();
    if (Math.abs(now - remembered.askedAtSeconds) < askEverySeconds) return Promise.resolve();
    remembered.askedAtSeconds = now;
    remembered.asking = fetchJwks(`${issuer}/jwks`, this.options.certificateAuthority)
      .then(
        (jwks) => {
          remembered.jwks = jwks;
          remembered.fetchedAtSeconds = now;
        },
        (error: unknown) => this.logger.warn({ err: error, issuer }, 'no keys from the issuer'),
      )
      .finally(() => (remembered.asking = undefined));
    return remembered.asking;
  }
}
