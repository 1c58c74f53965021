import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database } from '@sandbank/platform';
import { openTokens, type Tokens } from '../connection/connection.store.js';
import type { ObtainedGrant } from '../journey/continuations.js';
import { authenticationContext, type AuthenticationContext } from '../journey/journey-plan.js';
import type { UpstreamAnswer } from '../portal-error.js';
import type { BrowserSession } from '../session/session.service.js';
import { Vault } from '../vault.js';
import * as sql from './payment.statements.js';
import type { Receipt } from './payment-progress.js';
import { paymentWish, type PaymentWish } from './payment-wish.js';

export type PaymentStatus = 'at_bank' | 'ready' | 'step_up' | 'paid' | 'failed';

/** A payment as the portal keeps it. */
export interface Payment {
  readonly paymentId: string;
  readonly bank: string;
  readonly wish: PaymentWish;
  readonly status: PaymentStatus;
  readonly flowId: string | undefined;
  readonly consentId: string | undefined;
  /** Undefined until the customer has allowed it, and once it is settled. */
  readonly tokens: Tokens | undefined;
  readonly accessTokenExpiresAt: Date | undefined;
  readonly challenge: AuthenticationContext | undefined;
  readonly stepUps: number;
  readonly receipt: Receipt | undefined;
  readonly error: UpstreamAnswer | undefined;
  readonly createdAt: Date;
}

interface Row {
  readonly payment_id: string;
  readonly bank: string;
  readonly wish: unknown;
  readonly status: PaymentStatus;
  readonly flow_id: string | null;
  readonly consent_id: string | null;
  readonly sealed_tokens: Buffer | null;
  readonly access_token_expires_at: Date | null;
  readonly challenge: AuthenticationContext | null;
  readonly step_ups: number;
  readonly receipt: Receipt | null;
  readonly error: UpstreamAnswer | null;
  readonly created_at: Date;
  readonly flow_status: string | null;
  readonly flow_error: string | null;
  readonly flow_error_description: string | null;
}

/** Payments by browser session; every step is one conditional statement. */
@Injectable()
export class PaymentStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  async insert(
    session: BrowserSession,
    paymentId: string,
    bank: string,
    wish: PaymentWish,
  ): Promise<void> {
    const values = [paymentId, session.key, bank, JSON.stringify(wish), this.clock.now()];
    await this.database.query(sql.insert, values);
  }

  async find(session: BrowserSession, paymentId: string): Promise<Payment | undefined> {
    const [row] = await this.database.query<Row>(sql.find, [session.key, paymentId]);
    return row && this.paymentOf(row);
  }

  /** The latest twenty, the newest first. */
  async latest(session: BrowserSession): Promise<Payment[]> {
    const rows = await this.database.query<Row>(sql.latest, [session.key]);
    return rows.map((row) => this.paymentOf(row));
  }

  async under(session: BrowserSession, paymentId: string, flowId: string): Promise<void> {
    await this.database.query(sql.under, [session.key, paymentId, flowId]);
  }

  async allowed(
    session: BrowserSession,
    paymentId: string,
    { flowId, tokens, accessTokenExpiresAt }: ObtainedGrant,
    consentId: string,
  ): Promise<void> {
    const sealed = this.vault.seal(tokens, placeOf(paymentId));
    const values = [session.key, paymentId, flowId, consentId, sealed, accessTokenExpiresAt];
    await this.database.query(sql.allowed, values);
  }

  async renewed(
    session: BrowserSession,
    paymentId: string,
    tokens: Tokens,
    expiresAt: Date,
  ): Promise<void> {
    const sealed = this.vault.seal(tokens, placeOf(paymentId));
    await this.database.query(sql.renewed, [session.key, paymentId, sealed, expiresAt]);
  }

  async paid(session: BrowserSession, paymentId: string, receipt: Receipt): Promise<void> {
    const values = [session.key, paymentId, 'paid', JSON.stringify(receipt), null];
    await this.database.query(sql.settled, values);
  }

  /** What became of it since the bank took it. */
  async progressed(session: BrowserSession, paymentId: string, receipt: Receipt): Promise<void> {
    await this.database.query(sql.progressed, [session.key, paymentId, JSON.stringify(receipt)]);
  }

  async failed(session: BrowserSession, paymentId: string, error: UpstreamAnswer): Promise<void> {
    const values = [session.key, paymentId, 'failed', null, JSON.stringify(error)];
    await this.database.query(sql.settled, values);
  }

  async delayed(session: BrowserSession, paymentId: string, error: UpstreamAnswer): Promise<void> {
    await this.database.query(sql.delayed, [session.key, paymentId, JSON.stringify(error)]);
  }

  /** Keeps what the bank asks of the next sign-in; false when it has asked before. */
  async challenged(
    session: BrowserSession,
    paymentId: string,
    challenge: AuthenticationContext,
  ): Promise<boolean> {
    const values = [session.key, paymentId, JSON.stringify(challenge)];
    return (await this.database.query(sql.challenged, values)).length === 1;
  }

  /** Takes the one further sign-in; undefined when it was taken, or nobody asked for one. */
  async takeStepUp(
    session: BrowserSession,
    paymentId: string,
  ): Promise<AuthenticationContext | undefined> {
    const [row] = await this.database.query<{ challenge: unknown }>(sql.stepUp, [
      session.key,
      paymentId,
    ]);
    return row && authenticationContext.parse(row.challenge);
  }

  private paymentOf(row: Row): Payment {
    // A journey that ended early ends its payment, whoever looks at it first.
    const isAbandoned = row.status === 'at_bank' && row.flow_status === 'failed';
    const tokens = row.sealed_tokens && this.vault.open(row.sealed_tokens, placeOf(row.payment_id));
    return {
      paymentId: row.payment_id,
      bank: row.bank,
      wish: paymentWish.parse(row.wish),
      status: isAbandoned ? 'failed' : row.status,
      flowId: row.flow_id ?? undefined,
      consentId: row.consent_id ?? undefined,
      tokens: openTokens(tokens),
      accessTokenExpiresAt: row.access_token_expires_at ?? undefined,
      challenge: row.challenge ?? undefined,
      stepUps: row.step_ups,
      receipt: row.receipt ?? undefined,
      error: isAbandoned
        ? { error: row.flow_error ?? undefined, errorDescription: row.flow_error_description ?? '' }
        : (row.error ?? undefined),
      createdAt: row.created_at,
    };
  }
}

const placeOf = (paymentId: string): string => `payment ${paymentId}`;
