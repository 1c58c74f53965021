import { LRUCache } from 'lru-cache';
import type { JsonObject } from '@sandbank/crypto';
import type { Clock } from '../clock.js';
import { AskingTurns, type AskingLimits } from './asking-turns.js';
import type { FetchedJson } from './fetch-json.js';
import { OutgoingError } from './outgoing-error.js';

export interface RemoteDocumentLimits extends AskingLimits {
  /** How long a document is fresh: what its server says, between these two; the longer where it says nothing. */
  readonly freshSecondsMin: number;
  readonly freshSecondsMax: number;
  /** After that it still serves this long while it is fetched anew behind the back of a request. */
  readonly graceSeconds: number;
  /** A server that fails is believed on its last document this long after it was fresh. */
  readonly staleSeconds: number;
  /** No URL is asked more often than this, however often a document does not suffice. */
  readonly askEverySeconds: number;
  /** After each failure in a row the pause doubles, up to this. */
  readonly pauseSecondsMax: number;
  readonly documentsMax: number;
}

interface Remembered<T> {
  value?: T;
  fetchedAtSeconds: number;
  freshSeconds: number;
  askedAtSeconds: number;
  failures: number;
  lastError: OutgoingError;
  asking?: Promise<void> | undefined;
}

export interface RemoteDocumentSource<T> {
  readonly fetch: (url: string) => Promise<FetchedJson>;
  /** Reads a document; throws what is wrong with it. */
  readonly read: (document: JsonObject) => T;
  readonly onFailure?: (error: OutgoingError, url: string) => void;
}

/**
 * Documents of other servers, such as their public keys, remembered in this process. Everyone who waits for a URL
 * waits for one fetch, and a failed one leaves what is remembered as it is.
 */
export class RemoteDocuments<T> {
  private readonly documents: LRUCache<string, Remembered<T>>;
  private readonly turns: AskingTurns;

  constructor(
    private readonly source: RemoteDocumentSource<T>,
    private readonly limits: RemoteDocumentLimits,
    private readonly clock: Clock,
  ) {
    this.documents = new LRUCache({ max: limits.documentsMax });
    this.turns = new AskingTurns(limits);
  }

  /**
   * The document at `url`, fetched anew when it is old, or when it does not suffice and may be asked for again. It may
   * still not suffice. @throws OutgoingError when there is none that is young enough, with the last failure.
   */
  async get(url: string, suffices: (value: T) => boolean = () => true): Promise<T> {
    const remembered = this.remembered(url);
    const { value } = remembered;
    const isEnough = value !== undefined && suffices(value);
    if (isEnough && this.ageBeyondFresh(remembered) < 0) return value;
    const asking = this.ask(url, remembered);
    if (!isEnough || !this.servesUnasked(remembered)) await asking;
    const age = this.ageBeyondFresh(remembered);
    if (remembered.value === undefined || age >= this.limits.staleSeconds)
      throw remembered.lastError;
    return remembered.value;
  }

  /** An old document still serves at once for a while, and longer when waiting has just been in vain. */
  private servesUnasked(remembered: Remembered<T>): boolean {
    const age = this.ageBeyondFresh(remembered);
    const { graceSeconds, staleSeconds } = this.limits;
    return age < (remembered.failures > 0 ? staleSeconds : graceSeconds);
  }

  private ageBeyondFresh({ fetchedAtSeconds, freshSeconds }: Remembered<T>): number {
    return Math.abs(this.clock.nowSeconds() - fetchedAtSeconds) - freshSeconds;
  }

  private remembered(url: string): Remembered<T> {
    const known = this.documents.get(url);
    if (known !== undefined) return known;
    const unknown: Remembered<T> = {
      fetchedAtSeconds: -Infinity,
      freshSeconds: 0,
      askedAtSeconds: -Infinity,
      failures: 0,
      lastError: new OutgoingError('busy', 'too much is being fetched; try again shortly'),
    };
    this.documents.set(url, unknown);
    return unknown;
  }

  private ask(url: string, remembered: Remembered<T>): Promise<void> {
    if (remembered.asking !== undefined) return remembered.asking;
    const now = this.clock.nowSeconds();
    const { askEverySeconds, pauseSecondsMax } = this.limits;
    const doubled = askEverySeconds * 2 ** Math.max(0, remembered.failures - 1);
    const isTooSoon =
      Math.abs(now - remembered.askedAtSeconds) < Math.min(doubled, pauseSecondsMax);
    const done = isTooSoon ? undefined : this.turns.take(url, now);
    if (done === undefined) return Promise.resolve();
    remembered.askedAtSeconds = now;
    remembered.asking = this.fetched(url, remembered, now).finally(() => {
      remembered.asking = undefined;
      done();
    });
    return remembered.asking;
  }

  /** Never rejects: what went wrong is remembered beside what was known before. */
  private async fetched(url: string, remembered: Remembered<T>, now: number): Promise<void> {
    const { freshSecondsMin, freshSecondsMax } = this.limits;
    try {
      const { value, maxAgeSeconds = freshSecondsMax } = await this.source.fetch(url);
      remembered.value = this.source.read(value);
      remembered.fetchedAtSeconds = now;
      remembered.freshSeconds = Math.min(Math.max(maxAgeSeconds, freshSecondsMin), freshSecondsMax);
      remembered.failures = 0;
    } catch (error) {
      remembered.failures += 1;
      remembered.lastError = asOutgoing(error);
      this.source.onFailure?.(remembered.lastError, url);
    }
  }
}

function asOutgoing(error: unknown): OutgoingError {
  if (error instanceof OutgoingError) return error;
  const message = error instanceof Error ? error.message : 'the document cannot be used';
  return new OutgoingError('not_usable', message, { cause: error });
}
