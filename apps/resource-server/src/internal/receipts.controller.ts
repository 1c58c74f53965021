import { Controller, Get, Inject, Param, Query, UseGuards } from '@nestjs/common';
import { isUuid } from '@sandbank/platform';
import { unknownResource } from '../open-banking/open-banking-error.js';
import { BankTokenGuard } from './bank-token.guard.js';
import { ReceiptsService, type AccessReceipt } from './receipts.service.js';

const consentsMax = 100;

/** For the customer's dashboard at the authorization server alone; no part of the bank's public API. */
@Controller('internal/v1/:bank/customers/:customerId')
@UseGuards(BankTokenGuard)
export class ReceiptsController {
  constructor(@Inject(ReceiptsService) private readonly receipts: ReceiptsService) {}

  @Get('last-accesses')
  lastAccesses(
    @Param('bank') bank: string,
    @Param('customerId') customerId: string,
    @Query('consents') consents: unknown,
  ): Promise<{ lastAccesses: { ConsentId: string; At: string }[] }> {
    const ids = typeof consents === 'string' ? consents.split(',') : [''];
    const areKnowable = [customerId, ...ids].every(isUuid) && ids.length <= consentsMax;
    if (!areKnowable) throw unknownResource('there are no such consents', 'consents');
    return this.receipts.lastAccesses(customerId, bank, ids);
  }

  @Get('consents/:consentId/accesses')
  accesses(
    @Param('bank') bank: string,
    @Param('customerId') customerId: string,
    @Param('consentId') consentId: string,
    @Query('before') before: unknown,
  ): Promise<{ receipts: AccessReceipt[]; Before?: string }> {
    const end = momentOf(before);
    if (!isUuid(customerId) || !isUuid(consentId) || end === null) {
      throw unknownResource('there is no such consent', 'consentId');
    }
    return this.receipts.ofConsent(customerId, bank, consentId, end);
  }
}

/** Milliseconds since 1970; null for what is no moment. */
function momentOf(value: unknown): Date | undefined | null {
  if (value === undefined) return undefined;
  return typeof value === 'string' && /^\d{1,14}$/.test(value) ? new Date(Number(value)) : null;
}
