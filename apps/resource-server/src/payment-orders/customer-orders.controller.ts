import { Controller, Get, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';
import { Clock, isUuid } from '@sandbank/platform';
import { BankTokenGuard } from '../internal/bank-token.guard.js';
import { money, type Money } from '../ledger/money.js';
import { unknownResource } from '../open-banking/open-banking-error.js';
import { CustomerOrdersStore } from './customer-orders.store.js';

/** An order as its customer is told of it. */
export interface ToldOrder {
  readonly Status: 'PDNG' | 'INCO' | 'CANC';
  /** What the bank pays next; absent when nothing more is to come. */
  readonly Next?: { readonly On: string; readonly Amount: Money };
}

/** For the customer's dashboard at the authorization server alone; no part of the bank's public API. */
@Controller('internal/v1/:bank/customers/:customerId/consents/:consentId/order')
@UseGuards(BankTokenGuard)
export class CustomerOrdersController {
  constructor(
    @Inject(CustomerOrdersStore) private readonly orders: CustomerOrdersStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The order that was placed under a consent; null while there is none. */
  @Get()
  async order(
    @Param('bank') bank: string,
    @Param('customerId') customerId: string,
    @Param('consentId') consentId: string,
  ): Promise<{ order: ToldOrder | null }> {
    if (!isUuid(customerId) || !isUuid(consentId)) throw noSuchConsent();
    const row = await this.orders.find({ bank, customerId, consentId });
    if (row === undefined) return { order: null };
    const { status: Status, next_made_at: on, next_minor: amount, currency } = row;
    const isOpen = on !== null && amount !== null;
    return {
      order: {
        Status,
        ...(isOpen && { Next: { On: on.toISOString(), Amount: money(amount, currency) } }),
      },
    };
  }

  /** The customer calls it off; false when nothing was to come any more. */
  @Post('cancellation')
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

const noSuchConsent = () => unknownResource('there is no such consent', 'consentId');
