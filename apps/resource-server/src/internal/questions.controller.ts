import { Controller, Get, Inject, Param, Query, UseGuards } from '@nestjs/common';
import { isUuid } from '@sandbank/platform';
import {
  FundsConfirmationsStore,
  type QuestionRow,
} from '../funds-confirmations/funds-confirmations.store.js';
import { money, type Money } from '../ledger/money.js';
import { unknownResource } from '../open-banking/open-banking-error.js';
import { BankTokenGuard } from './bank-token.guard.js';

const questionsPerPage = 20;

/** A question about funds, as its customer is told of it. */
export interface ToldQuestion {
  readonly At: string;
  readonly Reference?: string;
  readonly Amount: Money;
  readonly FundsAvailable: boolean;
}

/** For the customer's dashboard at the authorization server alone; no part of the bank's public API. */
@Controller('internal/v1/:bank/customers/:customerId/consents/:consentId/funds-confirmations')
@UseGuards(BankTokenGuard)
export class QuestionsController {
  constructor(@Inject(FundsConfirmationsStore) private readonly store: FundsConfirmationsStore) {}

  /** The newest, or those from before another; `Before` is there when there are older ones. */
  @Get()
  async ofConsent(
    @Param('bank') bank: string,
    @Param('customerId') customerId: string,
    @Param('consentId') consentId: string,
    @Query('before') before: unknown,
  ): Promise<{ questions: ToldQuestion[]; Before?: string }> {
    const begin = before === undefined ? undefined : isUuid(before) ? before : null;
    if (!isUuid(customerId) || !isUuid(consentId) || begin === null) {
      throw unknownResource('there is no such consent', 'consentId');
    }
    const count = questionsPerPage + 1;
    const rows = await this.store.ofConsent(customerId, bank, consentId, begin, count);
    const page = rows.slice(0, questionsPerPage);
    const last = page.at(-1);
    return {
      questions: page.map(told),
      ...(rows.length === count && last !== undefined && { Before: last.id }),
    };
  }
}

const told = (row: QuestionRow): ToldQuestion => ({
  At: row.asked_at.toISOString(),
  ...(row.reference !== null && { Reference: row.reference }),
  Amount: money(row.amount_minor, row.currency),
  FundsAvailable: row.funds_available,
});
