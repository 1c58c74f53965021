import { Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { Clock, isUuid } from '@sandbank/platform';
import { BankTokenGuard } from '../internal/bank-token.guard.js';
import { money, type Money } from '../ledger/money.js';
import { unknownResource } from '../open-banking/open-banking-error.js';
import { CustomerOrdersStore, type CustomerOrderRow } from './customer-orders.store.js';

/** An order as its customer is told of it. */
export interface ToldOrder {
  readonly Status: 'PDNG' | 'INCO' | 'CANC';
  /** What the bank pays next; absent when nothing more is to come. */
  readonly Next?: { readonly On: string; readonly Amount: Money };
  /** Present where it was called off: when, and by whom. */
  readonly CalledOff?: { readonly At: string; readonly By: 'customer' | 'bank' };
  /** True where nothing more is to come, and the bank rejected the payment that was the last. */
  readonly Rejected?: true;
}

const consentsMax = 100;

/** For the customer's dashboard at the authorization server alone; no part of the bank's public API. */
@Controller('internal/v1/:bank/customers/:customerId')
@UseGuards(BankTokenGuard)
export class CustomerOrdersController {
  constructor(
    @Inject(CustomerOrdersStore) private readonly orders: CustomerOrdersStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The orders that were placed under up to a hundred consents; those without one are missing. */
  @Get('orders')
  async ordersUnder(
    @Param('bank') bank: string,
    @Param('customerId') customerId: string,
    @Query('consents') consents: unknown,
  ): Promise<{ orders: (ToldOrder & { ConsentId: string })[] }> {
    const ids = typeof consents === 'string' ? consents.split(',') : [''];
    const areKnowable = [customerId, ...ids].every(isUuid) && ids.length <= consentsMax;
    if (!areKnowable) throw unknownResource('there are no such consents', 'consents');
    const rows = await this.orders.find(bank, customerId, ids);
    return { orders: rows.map((row) => ({ ConsentId: row.consent_id, ...toldOrder(row) })) };
  }

  /** The order that was placed under a consent; null while there is none. */
  @Get('consents/:consentId/order')
  async order(
    @Param('bank') bank: string,
    @Param('customerId') customerId: string,
    @Param('consentId') consentId: string,
  ): Promise<{ order: ToldOrder | null }> {
    if (!isUuid(customerId) || !isUuid(consentId)) throw noSuchConsent();
    const [row] = await this.orders.find(bank, customerId, [consentId]);
    return { order: row === undefined ? null : toldOrder(row) };
  }

  /** The customer calls it off; false when nothing was to come any more. */
  @Post('consents/:consentId/order/cancellation')
  @HttpCode(200)
  async cancel(
    @Param('bank') bank: string,
    @Param('customerId') customerId: string,
    @Param('consentId') consentId: string,
  ): Promise<{ cancelled: boolean }> {
    if (!isUuid(customerId) || !isUuid(consentId)) throw noSuchConsent();
    const order = { bank, customerId, consentId };
    return { cancelled: await this.orders.cancel(order, this.clock.now()) };
  }
}

function toldOrder(row: CustomerOrderRow): ToldOrder {
  const { status: Status, next_made_at: on, next_minor: amount, currency } = row;
  if (Status === 'CANC') {
    const By = row.reason_code === 'CUST' ? 'customer' : 'bank';
    return { Status, CalledOff: { At: row.status_changed_at.toISOString(), By } };
  }
  if (on !== null && amount !== null) {
    return { Status, Next: { On: on.toISOString(), Amount: money(amount, currency) } };
  }
  return { Status, ...(row.payment_status === 'RJCT' && { Rejected: true }) };
}

const noSuchConsent = () => unknownResource('there is no such consent', 'consentId');
