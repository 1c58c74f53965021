import { Inject, Injectable } from '@nestjs/common';
import { invalidRequest } from '@sandbank/oauth';
import {
  clientAddressOf,
  Clock,
  networkOf,
  TrustedProxies,
  type Provenance,
  type ServerSettings,
} from '@sandbank/platform';
import { LRUCache } from 'lru-cache';
import { SETTINGS } from '../config.js';

// Whoever runs a portal registers for many developers from one address.
const atOnce = 300;
const perSecond = 5;
const networksMax = 10_000;

interface Bucket {
  used: number;
  atSeconds: number;
}

/** Anybody may try to register: from one network 300 times at once, and then five times a second, at each process. */
@Injectable()
export class RegistrationThrottle {
  private readonly buckets = new LRUCache<string, Bucket>({ max: networksMax });
  private readonly proxies: TrustedProxies;

  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) { SANDBANK_TRUSTED_PROXIES: proxies = [] }: ServerSettings,
  ) {
    this.proxies = new TrustedProxies(proxies);
  }

  /** Counts one try. @throws `invalid_request` 429 with the seconds to wait. */
  count(request: Provenance): void {
    const seconds = this.clock.now().getTime() / 1000;
    const bucket = this.bucketOf(networkOf(clientAddressOf(request, this.proxies)), seconds);
    const recovered = Math.max(0, seconds - bucket.atSeconds) * perSecond;
    bucket.used = Math.max(0, bucket.used - recovered);
    bucket.atSeconds = seconds;
    if (bucket.used + 1 > atOnce) {
      const waitSeconds = Math.max(1, Math.ceil((bucket.used + 1 - atOnce) / perSecond));
      const headers = { 'retry-after': String(waitSeconds) };
      throw invalidRequest('too many registrations from this address', { status: 429, headers });
    }
    bucket.used += 1;
  }

  private bucketOf(network: string, atSeconds: number): Bucket {
    const known = this.buckets.get(network);
    if (known !== undefined) return known;
    const bucket = { used: 0, atSeconds };
    this.buckets.set(network, bucket);
    return bucket;
  }
}
