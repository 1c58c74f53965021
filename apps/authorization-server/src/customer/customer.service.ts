import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { constantTimeEquals } from '@sandbank/crypto';
import {
  attemptSql,
  attemptValues,
  Clock,
  Database,
  passwordMatches,
  passwordsAtOnce,
  passwordsWaitingMax,
  statement,
  waitSecondsOf,
  WorkLimit,
  type AttemptRow,
  type ServerSettings,
} from '@sandbank/platform';
import { keyFor, SETTINGS } from '../config.js';
import { SignInThrottle, throttleTable, type Attempter } from './sign-in-throttle.js';

// One round trip: the try is counted, or told to wait, and the customer is found.
const attemptPassword = statement(
  'customer.attempt_password',
  `WITH ${attemptSql(throttleTable, 3)}
  SELECT attempted.*, c.id, c.password_hash FROM attempted
  LEFT JOIN authorization_server.customer c ON c.bank = $1 AND c.username = $2`,
);

interface CustomerRow extends AttemptRow {
  readonly id: string | null;
  readonly password_hash: string | null;
}

/** What the code in a message to a customer depends on. */
export interface SentCode {
  readonly interactionId: string;
  readonly fixedCode: string | undefined;
  /** Amount and payee of a payment, as one text. */
  readonly linkedTo: string | undefined;
}

/** What became of a try at password or code. */
export type Tried<T> =
  | { readonly outcome: 'right'; readonly value: T }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'early'; readonly waitSeconds: number };

/** Knows the customers' passwords and one-time codes. */
@Injectable()
export class CustomerService {
  private readonly codeKey: Buffer;
  private readonly passwordWork = new WorkLimit(passwordsAtOnce, passwordsWaitingMax);

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SignInThrottle) private readonly throttle: SignInThrottle,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) settings: ServerSettings,
  ) {
    this.codeKey = keyFor(settings, 'one-time-code');
  }

  /**
   * The customer with this name and password. An unknown name is answered as a known one with a wrong password is, in
   * the same time, and waits as long. Throws `temporarily_unavailable` when too many sign in at once.
   */
  async authenticate(who: Attempter, password: string): Promise<Tried<string>> {
    this.passwordWork.assertRoom();
    const attempt = this.throttle.passwordAttempt(who);
    const now = this.clock.now();
    const [row] = await this.database.query<CustomerRow>(attemptPassword, [
      who.bank,
      who.username,
      ...attemptValues(attempt, now),
    ]);
    const waitSeconds = waitSecondsOf(row, attempt, now);
    if (waitSeconds !== undefined) return { outcome: 'early', waitSeconds };
    const hash = row?.password_hash ?? undefined;
    const matches = await this.passwordWork.run(() => passwordMatches(hash, password));
    if (!matches || row?.id == null) return { outcome: 'wrong' };
    await this.throttle.forgive(attempt);
    return { outcome: 'right', value: row.id };
  }

  /** Whether this is the code sent within the interaction; tries count across the interactions of a customer. */
  async confirm(who: Attempter, sent: SentCode, typed: string): Promise<Tried<undefined>> {
    const attempt = this.throttle.codeAttempt(who);
    const waitSeconds = await this.throttle.count(attempt);
    if (waitSeconds !== undefined) return { outcome: 'early', waitSeconds };
    if (!constantTimeEquals(this.oneTimeCode(sent), typed.replace(/\s/g, '')))
      return { outcome: 'wrong' };
    await this.throttle.forgive(attempt);
    return { outcome: 'right', value: undefined };
  }

  /**
   * The six digits sent to a customer within one interaction: the seeded customer's own, else drawn by an
   * HMAC that only this server can compute, so that nothing is stored and a reload shows the same message.
   * The code of a payment is always drawn, over its amount and payee: for another payment it would be another.
   */
  oneTimeCode({ interactionId, fixedCode, linkedTo }: SentCode): string {
    if (fixedCode !== undefined && linkedTo === undefined) return fixedCode;
    const message = linkedTo === undefined ? interactionId : `${interactionId} ${linkedTo}`;
    const drawn = createHmac('sha256', this.codeKey).update(message).digest();
    return String(drawn.readUInt32BE(0) % 1_000_000).padStart(6, '0');
  }
}
