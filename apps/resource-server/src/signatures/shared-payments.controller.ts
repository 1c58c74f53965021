import { Body, Controller, Get, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';
import { Clock, isUuid } from '@sandbank/platform';
import { z } from 'zod';
import { BankTokenGuard } from '../internal/bank-token.guard.js';
import { money } from '../ledger/money.js';
import { unknownResource } from '../open-banking/open-banking-error.js';
import { parseBody } from '../open-banking/request-body.js';
import {
  SignaturesStore,
  type DecisionOutcome,
  type SharedPaymentRow,
} from './signatures.store.js';

const decisionSchema = z.strictObject({
  Decision: z.enum(['sign', 'refuse']),
  InteractionId: z.uuid(),
});

/** For the customer's dashboard at the authorization server alone; no part of the bank's public API. */
@Controller('internal/v1/:bank/customers/:customerId/shared-payments')
@UseGuards(BankTokenGuard)
export class SharedPaymentsController {
  constructor(
    @Inject(SignaturesStore) private readonly signatures: SignaturesStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Those that wait for this customer. */
  @Get()
  async waiting(
    @Param('bank') bank: string,
    @Param('customerId') customerId: string,
  ): Promise<{ payments: SharedPayment[] }> {
    if (!isUuid(customerId)) throw noSuchPayment();
    const now = this.clock.now();
    const rows = await this.signatures.waiting(customerId, bank, now);
    return { payments: rows.map((row) => told(row, now)) };
  }

  @Get(':paymentId')
  async payment(
    @Param('bank') bank: string,
    @Param('customerId') customerId: string,
    @Param('paymentId') paymentId: string,
  ): Promise<{ payment: SharedPayment | null }> {
    if (!isUuid(customerId) || !isUuid(paymentId)) throw noSuchPayment();
    const row = await this.signatures.find(customerId, bank, paymentId);
    return { payment: row === undefined ? null : told(row, this.clock.now()) };
  }

  @Post(':paymentId/decision')
  @HttpCode(200)
  async decide(
    @Param('bank') bank: string,
    @Param('customerId') customerId: string,
    @Param('paymentId') paymentId: string,
    @Body() body: unknown,
  ): Promise<{ outcome: DecisionOutcome | null }> {
    if (!isUuid(customerId) || !isUuid(paymentId)) throw noSuchPayment();
    const { Decision, InteractionId: interactionId } = parseBody(decisionSchema, body);
    const decision = { paymentId, customerId, bank, signs: Decision === 'sign', interactionId };
    const now = this.clock.now();
    return { outcome: (await this.signatures.decide({ ...decision, now })) ?? null };
  }
}

/** A payment that needs several holders, as one of them is told of it. */
export type SharedPayment = ReturnType<typeof told>;

const told = (row: SharedPaymentRow, now: Date) => ({
  PaymentId: row.id,
  ClientId: row.client_id,
  Amount: money(row.amount_minor, row.currency),
  Payee: { Name: row.payee_name, Identification: row.payee_identification },
  ...(row.reference !== null && { Reference: row.reference }),
  Account: {
    Nickname: row.account_name,
    MaskedIdentification: `•••• ${row.account_identification.slice(-4)}`,
  },
  StartedBy: row.started_by,
  StartedByYou: row.started_by_holder,
  StartedAt: row.created_at.toISOString(),
  Until: row.expires_at.toISOString(),
  NumberRequired: row.number_required,
  NumberReceived: row.number_received,
  State: stateOf(row, now),
  SignedByYou: row.is_signed,
});

/** What there is to be said of it: it waits, everybody has signed, somebody refused, or its time was over. */
function stateOf({ authorisation, reason_code, expires_at }: SharedPaymentRow, now: Date) {
  if (authorisation === 'AUTH') return 'signed';
  if (authorisation === 'RJCT') return reason_code === 'DS24' ? 'lapsed' : 'refused';
  return expires_at <= now ? 'lapsed' : 'waiting';
}

const noSuchPayment = () => unknownResource('there is no such payment', 'paymentId');
