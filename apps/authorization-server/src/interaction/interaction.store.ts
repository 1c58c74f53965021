import { Inject, Injectable } from '@nestjs/common';
import { sha256 } from '@sandbank/crypto';
import { Database, type Queryable, type Statement } from '@sandbank/platform';
import {
  pushedRequestOf,
  type PushedRequest,
  type PushedRequestRow,
} from '../authorization/pushed-request.js';
import type {
  Decision,
  Interaction,
  InteractionCustomer,
  InteractionStage,
} from './interaction.js';
import {
  codeAccepted,
  codeRefused,
  complete,
  findInteraction,
  insertInteraction,
  passwordAccepted,
  passwordRefused,
  removeExpired,
  signInAgain,
} from './interaction.statements.js';

interface InteractionRow extends PushedRequestRow {
  readonly id: string;
  readonly stage: InteractionStage;
  readonly authenticated_at: Date | null;
  readonly expires_at: Date;
  readonly decision: Decision | null;
  readonly decided_at: Date | null;
  readonly customer_id: string | null;
  readonly username: string;
  readonly name: string;
  readonly phone: string;
  readonly fixed_code: string | null;
}

/** Interactions in PostgreSQL; every step is one conditional statement. */
@Injectable()
export class InteractionStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  async insert(
    id: string,
    request: PushedRequest,
    browserSecret: string,
    expiresAt: Date,
  ): Promise<void> {
    const { bank, clientId, slot, reference } = request;
    const values = [id, bank, clientId, slot, reference, sha256(browserSecret), expiresAt];
    await this.database.query(insertInteraction, values);
  }

  async find(id: string, bank: string, browserSecret: string): Promise<Interaction | undefined> {
    const [row] = await this.database.query<InteractionRow>(findInteraction, [
      id,
      bank,
      sha256(browserSecret),
    ]);
    return row && interactionOf(row, bank);
  }

  /** The password was right: the customer is known, and the browser gets a new secret. */
  async acceptPassword(
    id: string,
    customerId: string,
    browserSecret: string,
    failuresMax: number,
  ): Promise<boolean> {
    const values = [id, customerId, sha256(browserSecret), failuresMax];
    return this.changed(passwordAccepted, values);
  }

  /** Counts a wrong password; resolves to how many there were, or to undefined once the code was right. */
  async refusePassword(id: string): Promise<number | undefined> {
    return this.failures(passwordRefused, id);
  }

  async acceptCode(id: string, now: Date, failuresMax: number): Promise<boolean> {
    return this.changed(codeAccepted, [id, now, failuresMax]);
  }

  /** Counts a wrong code; resolves to how many there were, or to undefined at another stage. */
  async refuseCode(id: string): Promise<number | undefined> {
    return this.failures(codeRefused, id);
  }

  /** The sign-in has become too old: the customer starts anew. */
  async signInAgain(id: string): Promise<void> {
    await this.database.query(signInAgain, [id]);
  }

  /** Uses up the pushed request; false when that was done before. */
  async complete(
    interaction: Interaction,
    decision: Decision,
    now: Date,
    queryable: Queryable,
  ): Promise<boolean> {
    const { slot, reference } = interaction.request;
    const values = [interaction.id, slot, reference, now, decision];
    return (await queryable.query(complete, values)).length === 1;
  }

  /** In small steps, until none is left: more may have expired than one step removes. */
  async removeExpiredBefore(time: Date): Promise<void> {
    while ((await this.database.query(removeExpired, [time])).length > 0);
  }

  private async changed(what: Statement, values: unknown[]): Promise<boolean> {
    return (await this.database.query(what, values)).length === 1;
  }

  private async failures(what: Statement, id: string): Promise<number | undefined> {
    const [row] = await this.database.query<{ failures: number }>(what, [id]);
    return row?.failures;
  }
}

function interactionOf(row: InteractionRow, bank: string): Interaction {
  const { decision, decided_at: at } = row;
  return {
    id: row.id,
    stage: row.stage,
    authenticatedAt: row.authenticated_at ?? undefined,
    expiresAt: row.expires_at,
    outcome: decision === null || at === null ? undefined : { decision, at },
    customer: customerOf(row),
    request: pushedRequestOf(row, bank),
  };
}

function customerOf(row: InteractionRow): InteractionCustomer | undefined {
  if (row.customer_id === null) return undefined;
  return {
    id: row.customer_id,
    username: row.username,
    name: row.name,
    phone: row.phone,
    fixedCode: row.fixed_code ?? undefined,
  };
}
