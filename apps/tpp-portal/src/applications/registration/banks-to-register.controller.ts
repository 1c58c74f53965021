import { Controller, Get, Inject, UseFilters } from '@nestjs/common';
import { ForMembers } from '../../identity/access.decorator.js';
import { PortalErrorFilter } from '../../portal-error.filter.js';
import { BankDirectory, type ListedBank } from './bank-directory.js';

/** The banks of the directory, for an application that is yet to be made. */
@Controller('api/participants')
@ForMembers()
@UseFilters(PortalErrorFilter)
export class BanksToRegisterController {
  constructor(@Inject(BankDirectory) private readonly banks: BankDirectory) {}

  @Get()
  async list(): Promise<{ banks: readonly ListedBank[] }> {
    return { banks: await this.banks.list() };
  }
}
