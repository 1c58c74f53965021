import {
  CryptoError,
  readClientAuthorities,
  readRevocationList,
  type ClientAuthorities,
  type ParsedCertificate,
  type RevocationList,
} from '@sandbank/crypto';
import { z } from 'zod';
import type { Logger } from '../logger.js';
import { fetchJson } from '../outgoing/fetch-json.js';

/** Where the directory is found. */
export interface DirectoryOptions {
  /** Its base URL: the authorities are at `/authorities` below it. */
  readonly url: string;
  /** PEM of the only authorities that its own certificate may come from; the machine's without it. */
  readonly certificateAuthority?: string | undefined;
  /** How often it is asked, 20 seconds by default; a certificate that was revoked is refused after that time at the latest. */
  readonly everyMilliseconds?: number;
}

/** Why the authority of a certificate does not stand by it. */
export type Disowned = 'revoked' | 'revocation list missing' | 'revocation list out of date';

const askEveryMilliseconds = 20_000;
const firstPauseMilliseconds = 500;
const documentBytesMax = 16 * 1024 * 1024;
/** A list may be of a moment that our clock has yet to reach. */
const skewMilliseconds = 300_000;

const document = z.object({
  authorities: z.array(z.object({ certificate: z.string(), crl: z.string() })).max(50),
});

interface KnownAuthority {
  readonly certificate: ParsedCertificate;
  /** As it was written: a list that has not changed is not read again. */
  readonly written: string;
  /** Undefined while there was none to be believed. */
  readonly list: RevocationList | undefined;
}

/**
 * The authorities of the directory and the lists of what they have revoked, as it says from time to time; in between, and
 * while it is away, what it said last. What cannot be believed changes nothing.
 */
export class DirectoryAuthorities {
  /** The same object until the directory names other authorities. */
  authorities: ClientAuthorities = { anchors: [] };
  private known: ReadonlyMap<string, KnownAuthority> = new Map();
  private lists: ReadonlyMap<ParsedCertificate, RevocationList | undefined> = new Map();
  private timer: NodeJS.Timeout | undefined;
  private failures = 0;
  private hasAnswered = false;
  private isStopped = false;

  constructor(
    private readonly options: DirectoryOptions,
    private readonly now: () => Date,
    private readonly logger: Logger,
  ) {}

  /** Asks at once and then again and again; soon where there was no answer yet. */
  start(): void {
    void this.ask().finally(() => {
      if (this.isStopped) return;
      const every = this.options.everyMilliseconds ?? askEveryMilliseconds;
      const soon = firstPauseMilliseconds * 2 ** Math.min(this.failures, 6);
      const pause = this.hasAnswered ? every : Math.min(soon, every);
      this.timer = setTimeout(() => this.start(), pause);
      this.timer.unref();
    });
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  /** What stands against a certificate that this authority issued; a look into a set. */
  disowned(
    authority: ParsedCertificate,
    { fields }: ParsedCertificate,
    now: Date,
  ): Disowned | undefined {
    const list = this.lists.get(authority);
    if (list === undefined) return 'revocation list missing';
    if (list.revoked.has(fields.serialNumber)) return 'revoked';
    // Nobody knows what has been revoked since (RFC 5280 6.3.3).
    return now > list.nextUpdate ? 'revocation list out of date' : undefined;
  }

  private async ask(): Promise<void> {
    const { url, certificateAuthority } = this.options;
    try {
      const fetching = { certificateAuthority, bytesMax: documentBytesMax };
      const { value } = await fetchJson(`${url}/authorities`, fetching);
      this.take(document.parse(value).authorities);
      if (this.failures > 0) this.logger.info('the directory answers again');
      this.failures = 0;
      this.hasAnswered = true;
    } catch (error) {
      this.failures += 1;
      if (this.failures === 1)
        this.logger.warn({ err: error }, 'the authorities of the directory cannot be learnt');
    }
  }

  private take(listed: readonly { readonly certificate: string; readonly crl: string }[]): void {
    const known = new Map<string, KnownAuthority>();
    for (const { certificate: pem, crl } of listed) {
      const named = this.believed(() => readClientAuthorities(pem).anchors[0]);
      if (named === undefined) continue;
      const name = named.x509.fingerprint256;
      const before = this.known.get(name);
      // One object for each authority, however often it is named.
      const certificate = before?.certificate ?? named;
      const next = before?.written === crl ? before : this.newer(crl, certificate, before);
      known.set(name, next ?? { certificate, written: '', list: undefined });
    }
    const names = [...known.keys()];
    const isAsBefore =
      names.length === this.known.size && names.every((name) => this.known.has(name));
    this.known = known;
    this.lists = new Map([...known.values()].map(({ certificate, list }) => [certificate, list]));
    if (isAsBefore) return;
    this.authorities = { anchors: [...known.values()].map(({ certificate }) => certificate) };
  }

  /** An older list, and one of tomorrow, could hide what has been revoked; what is refused is looked at again. */
  private newer(
    written: string,
    certificate: ParsedCertificate,
    before: KnownAuthority | undefined,
  ): KnownAuthority | undefined {
    const list = this.believed(() => readRevocationList(written, certificate));
    if (list === undefined) return before;
    const isOlder = before?.list !== undefined && list.thisUpdate < before.list.thisUpdate;
    const isOfTomorrow = list.thisUpdate.getTime() > this.now().getTime() + skewMilliseconds;
    if (!isOlder && !isOfTomorrow) return { certificate, written, list };
    const reason = isOlder ? 'older than the one before' : 'of a time to come';
    this.logger.warn({ reason }, 'a revocation list is refused');
    return before;
  }

  private believed<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof CryptoError)) throw error;
      this.logger.warn({ reason: error.code }, 'a part of what the directory says is refused');
      return undefined;
    }
  }
}
