import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  attemptSql,
  attemptValues,
  Clock,
  Database,
  statement,
  waitSecondsOf,
  type AttemptRow,
  type Counter,
  type ServerSettings,
} from '@sandbank/platform';
import { keyFor, SETTINGS } from '../config.js';

/** Where the tries of this server are counted. */
export const throttleTable = 'authorization_server.sign_in_throttle';

/** Who tries to sign in, and from where. */
export interface Attempter {
  readonly bank: string;
  /** The account, as typed; whether it exists makes no difference. */
  readonly username: string;
  readonly address: string;
  /** The browser, when this customer has signed in with it before. */
  readonly knownBrowser: string | undefined;
}

/** One try, to be counted before it is looked at. */
export interface Attempt {
  readonly counters: readonly Counter[];
}

// What one pair of account and place may try before it has to wait: a slip of the finger is no attack.
const ownFree = 10;
const ownSecondsMax = 30;
// Counts of what many share slow them all down: later, and less.
const sharedFree = 100;
const sharedSecondsMax = 5;

const count = statement(
  'sign_in_throttle.attempt',
  `WITH ${attemptSql(throttleTable, 1)} SELECT * FROM attempted`,
);

const forgive = statement(
  'sign_in_throttle.forgive',
  `WITH mine AS (
     SELECT key FROM authorization_server.sign_in_throttle
     WHERE key = ANY($1 || $2::bytea[]) ORDER BY key FOR UPDATE)
   UPDATE authorization_server.sign_in_throttle t
   SET failures = CASE WHEN t.key = ANY($1) THEN 0 ELSE greatest(t.failures - 1, 0) END,
     blocked_until = least(t.blocked_until, $3)
   FROM mine WHERE t.key = mine.key`,
);

const removeForgotten = statement(
  'sign_in_throttle.remove_forgotten',
  `DELETE FROM authorization_server.sign_in_throttle WHERE key IN (
     SELECT key FROM authorization_server.sign_in_throttle WHERE forget_at < $1
     ORDER BY forget_at LIMIT 1000 FOR UPDATE SKIP LOCKED) RETURNING 1`,
);

/**
 * Slows down who guesses, and locks nobody out: failures are counted for an account at an address, for an account and
 * for an address; a browser in which the customer has signed in before is counted for itself alone.
 */
@Injectable()
export class SignInThrottle {
  private readonly key: Buffer;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) settings: ServerSettings,
  ) {
    this.key = keyFor(settings, 'sign-in-throttle');
  }

  /** A try at the password. */
  passwordAttempt({ bank, username, address, knownBrowser }: Attempter): Attempt {
    if (knownBrowser !== undefined) {
      return { counters: [this.own('password', bank, username, 'browser', knownBrowser)] };
    }
    return {
      counters: [
        this.own('password', bank, username, 'address', address),
        this.shared('password', bank, 'account', username),
        this.shared('password', 'address', address),
      ],
    };
  }

  /** A try at the one-time code, by somebody who knew the password. */
  codeAttempt({ bank, username, knownBrowser }: Attempter): Attempt {
    const where = knownBrowser === undefined ? ['anywhere'] : ['browser', knownBrowser];
    return { counters: [this.own('code', bank, username, ...where)] };
  }

  /** Counts the try, unless it comes too early: then resolves to the seconds to wait. */
  async count(attempt: Attempt): Promise<number | undefined> {
    const now = this.clock.now();
    const [row] = await this.database.query<AttemptRow>(count, attemptValues(attempt, now));
    return waitSecondsOf(row, attempt, now);
  }

  /** It was right: the counts of its own end, and those that are shared go back by one. */
  async forgive({ counters }: Attempt): Promise<void> {
    const keys = (isOwn: boolean) =>
      counters.filter((counter) => counter.isOwn === isOwn).map(({ key }) => key);
    await this.database.query(forgive, [keys(true), keys(false), this.clock.now()]);
  }

  /** In small steps, until none is left. */
  async removeForgotten(): Promise<void> {
    const now = this.clock.now();
    while ((await this.database.query(removeForgotten, [now])).length > 0);
  }

  private own(...name: readonly string[]): Counter {
    return { key: this.digest(name), isOwn: true, free: ownFree, secondsMax: ownSecondsMax };
  }

  private shared(...name: readonly string[]): Counter {
    return { key: this.digest(name), isOwn: false, free: sharedFree, secondsMax: sharedSecondsMax };
  }

  /** Names and addresses are not kept, only what nobody without the key can compute from them. */
  private digest(name: readonly string[]): Buffer {
    return createHmac('sha256', this.key).update(JSON.stringify(name)).digest();
  }
}
