import { Inject, Injectable } from '@nestjs/common';
import { Database, statement, type Statement } from '../database/database.js';
import { APP_SCHEMA } from '../server/server-tokens.js';
import type { RejectionQuery } from './rejection-query.js';

/** A rejection as recorded. */
export interface RejectionRow {
  readonly id: string;
  readonly occurred_at: Date;
  readonly interaction_id: string;
  readonly claimed_client_id: string | null;
  readonly route: string;
  readonly status: number;
  readonly error: string;
  readonly description: string;
  readonly clause: string | null;
  readonly expected: string | null;
  readonly received: string | null;
  readonly clock_skew_seconds: number | null;
  readonly client_clock_seconds: number | null;
  readonly suppressed: number | null;
}

/** Who was refused, as far as that is known. */
export interface WhoseRejection {
  readonly bank: string | null;
  readonly client_id: string | null;
}

/** Whose rejections are read: a client is known by its bank and its id. */
export interface RejectedClient {
  readonly bank: string;
  readonly clientId: string;
}

/** Reads the rejections of one client, and of those who used its name. */
@Injectable()
export class RejectionStore {
  private readonly latest: Statement;
  private readonly ofInteraction: Statement;
  private readonly anybodys: Statement;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(APP_SCHEMA) schema: string,
  ) {
    const page = (column: string): string =>
      `(SELECT * FROM ${schema}.rejection WHERE bank = $1 AND ${column} = $2
        AND ($4::uuid IS NULL OR id < $4) ORDER BY id DESC LIMIT $3)`;
    this.latest = statement(
      'rejection.latest',
      `SELECT * FROM (${page('client_id')} UNION ALL ${page('claimed_client_id')}) mine
       ORDER BY id DESC LIMIT $3`,
    );
    this.ofInteraction = statement(
      'rejection.of_interaction',
      `SELECT * FROM ${schema}.rejection
       WHERE interaction_id = $5 AND bank = $1 AND (client_id = $2 OR claimed_client_id = $2)
         AND ($4::uuid IS NULL OR id < $4) ORDER BY id DESC LIMIT $3`,
    );
    this.anybodys = statement(
      'rejection.anybodys',
      `SELECT * FROM ${schema}.rejection WHERE interaction_id = $1 ORDER BY id DESC LIMIT $2`,
    );
  }

  /** What was refused under an interaction id, whoever was; for operators, the latest first. */
  underInteraction(
    interactionId: string,
    limit: number,
  ): Promise<(RejectionRow & WhoseRejection)[]> {
    return this.database.query(this.anybodys, [interactionId, limit]);
  }

  /** At most `limit` rejections and one more, which says that there is a next page; the latest first. */
  find({ bank, clientId }: RejectedClient, query: RejectionQuery): Promise<RejectionRow[]> {
    const { limit, before, interactionId } = query;
    const values = [bank, clientId, limit + 1, before ?? null];
    return interactionId === undefined
      ? this.database.query(this.latest, values)
      : this.database.query(this.ofInteraction, [...values, interactionId]);
  }
}
