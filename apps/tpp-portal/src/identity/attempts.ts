import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { deriveKey } from '@sandbank/crypto';
import {
  attemptSql,
  attemptValues,
  clientAddressOf,
  Clock,
  Database,
  networkOf,
  statement,
  TrustedProxies,
  waitSecondsOf,
  type AttemptRow,
  type Counter,
} from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { PortalError } from '../portal-error.js';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';

const table = 'tpp_portal.sign_in_throttle';

const count = statement(
  'tpp_portal.attempt_count',
  `WITH ${attemptSql(table, 1)} SELECT * FROM attempted`,
);

const forgive = statement(
  'tpp_portal.attempt_forgive',
  `WITH mine AS (SELECT key FROM ${table} WHERE key = ANY($1 || $2::bytea[]) ORDER BY key FOR UPDATE)
   UPDATE ${table} t
   SET failures = CASE WHEN t.key = ANY($1) THEN 0 ELSE greatest(t.failures - 1, 0) END,
     blocked_until = least(t.blocked_until, $3)
   FROM mine WHERE t.key = mine.key`,
);

const removeForgotten = statement(
  'tpp_portal.attempt_remove_forgotten',
  `DELETE FROM ${table} WHERE key IN (
     SELECT key FROM ${table} WHERE forget_at < $1 LIMIT 1000 FOR UPDATE SKIP LOCKED) RETURNING 1`,
);

/** Tries that are counted together. */
export interface Attempt {
  readonly counters: readonly Counter[];
}

/** Slows down who guesses or signs up without end, and locks nobody out: as the banks do with their customers. */
@Injectable()
export class Attempts {
  private readonly key: Buffer;
  private readonly proxies: TrustedProxies;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) settings: PortalSettings,
  ) {
    this.key = deriveKey(settings.SANDBANK_SECRET_FILE, 'tpp-portal attempts v1');
    this.proxies = new TrustedProxies(settings.SANDBANK_TRUSTED_PROXIES ?? []);
  }

  /** A try at the password of an account, whether there is such an account or not. */
  password(account: string, request: FastifyRequest): Promise<Attempt> {
    const address = this.addressOf(request);
    return this.begin([
      { ...this.counter('password', account, address), isOwn: true, free: 10, secondsMax: 30 },
      { ...this.counter('password', 'account', account), isOwn: false, free: 100, secondsMax: 5 },
      { ...this.counter('password', 'address', address), isOwn: false, free: 100, secondsMax: 5 },
    ]);
  }

  /** A sign-up or a guest's start: a room full of people has one address. */
  signUp(request: FastifyRequest): Promise<Attempt> {
    const counter = this.counter('sign-up', this.addressOf(request));
    return this.begin([{ ...counter, isOwn: true, free: 60, secondsMax: 60 }]);
  }

  /** A challenge for a passkey, or a look at an invitation: what costs a row or could be guessed at. */
  look(request: FastifyRequest): Promise<Attempt> {
    const counter = this.counter('look', this.addressOf(request));
    return this.begin([{ ...counter, isOwn: true, free: 300, secondsMax: 10 }]);
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

  /** Counts the try before anybody looks whether it is right. Throws `too_many_attempts` for one that comes too early. */
  private async begin(counters: readonly Counter[]): Promise<Attempt> {
    const attempt = { counters };
    const now = this.clock.now();
    const [row] = await this.database.query<AttemptRow>(count, attemptValues(attempt, now));
    const waitSeconds = waitSecondsOf(row, attempt, now);
    if (waitSeconds === undefined) return attempt;
    throw new PortalError(
      'too_many_attempts',
      `Too many tries from here. Try again in ${waitSeconds} ${waitSeconds === 1 ? 'second' : 'seconds'}.`,
      { retryAfterSeconds: waitSeconds },
    );
  }

  /** Names and addresses are not kept, only what nobody without the key can compute from them. */
  private counter(...name: readonly string[]): Pick<Counter, 'key'> {
    return { key: createHmac('sha256', this.key).update(JSON.stringify(name)).digest() };
  }

  private addressOf(request: FastifyRequest): string {
    return networkOf(clientAddressOf(request, this.proxies));
  }
}
