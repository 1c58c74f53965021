import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { uuidV7 } from '@sandbank/crypto';
import { Clock, Database } from '@sandbank/platform';
import { Repository } from 'typeorm';
import { connectionPlace, openTokens, type Tokens } from '../connection/connection.store.js';
import type { BrowserSession } from '../session/session.service.js';
import { Vault } from '../vault.js';
import { RevocationEntity } from './revocation.entity.js';
import * as sql from './revocation.statements.js';

/** A revocation whose turn it is. */
export interface Revocation {
  readonly revocationId: string;
  readonly bank: string;
  readonly flowId: string;
  readonly requestedAt: Date;
  readonly attempts: number;
  /** Undefined when the seal does not open any more: there is nothing left to revoke with. */
  readonly tokens: Tokens | undefined;
}

interface Row {
  readonly revocation_id: string;
  readonly session_key: string;
  readonly bank: string;
  readonly flow_id: string;
  readonly sealed_tokens: Buffer;
  readonly requested_at: Date;
  readonly attempts: number;
}

// As long as an attempt may take, with room to spare.
const attemptSecondsMax = 120;

/** Revocations that the banks have not confirmed yet. */
@Injectable()
export class RevocationStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @InjectRepository(RevocationEntity) private readonly pendingOnes: Repository<RevocationEntity>,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  /** Ends the connection and keeps its tokens for the revocation alone; nothing happens where there were none. */
  async request(session: BrowserSession, bank: string): Promise<void> {
    const now = this.clock.now();
    await this.database.query(sql.request, [uuidV7(now), session.key, bank, now]);
  }

  async claimOfSession(session: BrowserSession, bank: string): Promise<Revocation[]> {
    const values = [session.key, bank, this.later(attemptSecondsMax)];
    return this.revocationsOf(await this.database.query<Row>(sql.claimOfSession, values));
  }

  async claimDue(): Promise<Revocation[]> {
    const values = [this.clock.now(), this.later(attemptSecondsMax)];
    return this.revocationsOf(await this.database.query<Row>(sql.claimDue, values));
  }

  async postpone(revocationId: string, error: string, seconds: number): Promise<void> {
    const values = [revocationId, error.slice(0, 300), this.later(seconds)];
    await this.database.query(sql.postpone, values);
  }

  async done(revocationId: string): Promise<void> {
    await this.database.query(sql.done, [revocationId]);
  }

  /** The latest that a visitor still waits for at a bank. */
  async pending(session: BrowserSession, bank: string): Promise<RevocationEntity | null> {
    return this.pendingOnes.findOne({
      where: { sessionKey: session.key, bank },
      order: { requestedAt: 'DESC' },
    });
  }

  private later(seconds: number): Date {
    return new Date(this.clock.now().getTime() + seconds * 1000);
  }

  private revocationsOf(rows: readonly Row[]): Revocation[] {
    return rows.map((row) => ({
      revocationId: row.revocation_id,
      bank: row.bank,
      flowId: row.flow_id,
      requestedAt: row.requested_at,
      attempts: row.attempts,
      tokens: openTokens(
        this.vault.open(row.sealed_tokens, connectionPlace(row.session_key, row.bank)),
      ),
    }));
  }
}
