import { Inject, Injectable } from '@nestjs/common';
import { randomToken, sha256, uuidV7 } from '@sandbank/crypto';
import { Clock, Database } from '@sandbank/platform';
import { BrowserBinding } from '../interaction/browser-binding.js';
import {
  acceptCode,
  endSession,
  findSignIn,
  insertSession,
  openSession,
  refuseCode,
  removeEnded,
} from './customer-session.statements.js';

/** How long a session lasts at most, in seconds. */
export const sessionSeconds = 1800;

/** How long it lasts without a look at a page, in seconds. */
const idleSeconds = 600;

/** How long a customer may take over the one-time code, in seconds. */
const codeSeconds = 600;

/** Wrong codes after which the customer begins anew. */
export const codeFailuresMax = 3;

// As long as a double click may take to arrive.
const repeatedSeconds = 30;

/** A customer who has signed in. */
export interface CustomerSession {
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
  readonly idleUntil: Date;
}

/** A customer whose password was right; the code is yet to come. */
export interface PendingSignIn {
  readonly id: string;
  readonly username: string;
  readonly phone: string;
  readonly fixedCode: string | undefined;
}

interface SessionRow {
  readonly id: string;
  readonly customer_id: string;
  readonly name: string;
  readonly idle_until: Date;
}

interface SignInRow {
  readonly id: string;
  readonly username: string;
  readonly phone: string;
  readonly fixed_code: string | null;
}

/** Sessions in PostgreSQL, so that every process knows them; each step is one conditional statement. */
@Injectable()
export class CustomerSessionStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(BrowserBinding) private readonly binding: BrowserBinding,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The password was right: resolves to the secret that the browser shall hold from now on. */
  async begin(bank: string, customerId: string): Promise<string> {
    const now = this.clock.now();
    const secret = randomToken();
    const ends = after(now, codeSeconds);
    const values = [uuidV7(now), sha256(secret), bank, customerId, ends];
    await this.database.query(insertSession, values);
    return secret;
  }

  /** The sign-in that waits for its code in the browser with this secret. */
  async signInOf(bank: string, secret: string): Promise<PendingSignIn | undefined> {
    const now = this.clock.now();
    const [row] = await this.database.query<SignInRow>(findSignIn, [
      sha256(secret),
      bank,
      sha256(this.secretAfterCode(secret)),
      now,
      after(now, -repeatedSeconds),
    ]);
    if (row === undefined) return undefined;
    const { id, username, phone, fixed_code: fixedCode } = row;
    return { id, username, phone, fixedCode: fixedCode ?? undefined };
  }

  /** The code was right: resolves to the browser's new secret, the same for a form that is sent twice. */
  async acceptCode(id: string, secret: string): Promise<string> {
    const now = this.clock.now();
    const next = this.secretAfterCode(secret);
    const ends = [after(now, idleSeconds), after(now, sessionSeconds)];
    await this.database.query(acceptCode, [id, sha256(next), now, ...ends, codeFailuresMax]);
    return next;
  }

  /** Counts a wrong code; resolves to how many tries are left, none of them when the sign-in has ended. */
  async refuseCode(id: string): Promise<number> {
    const [row] = await this.database.query<{ failures: number }>(refuseCode, [id]);
    const left = codeFailuresMax - (row?.failures ?? codeFailuresMax);
    if (left <= 0) await this.end(id);
    return Math.max(0, left);
  }

  /** The session of the browser with this secret, if it lasts; looking at it makes it last. */
  async open(bank: string, secret: string): Promise<CustomerSession | undefined> {
    const now = this.clock.now();
    const values = [sha256(secret), bank, now, after(now, idleSeconds)];
    const [row] = await this.database.query<SessionRow>(openSession, values);
    if (row === undefined) return undefined;
    const { id, customer_id: customerId, name, idle_until: idleUntil } = row;
    return { id, customerId, name, idleUntil };
  }

  async end(id: string): Promise<void> {
    await this.database.query(endSession, [id]);
  }

  /** In small steps, until none is left. */
  async removeEndedBefore(time: Date): Promise<void> {
    while ((await this.database.query(removeEnded, [time])).length > 0);
  }

  private secretAfterCode(secret: string): string {
    return this.binding.secretAfterSignIn('dashboard', secret);
  }
}

const after = (time: Date, seconds: number): Date => new Date(time.getTime() + seconds * 1000);
