import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Req,
  UseFilters,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ForVisitors } from '../identity/access.decorator.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { SessionService } from '../session/session.service.js';
import type { AccountView } from './account-views.js';
import { AccountsService, type SpendingAnswer } from './accounts.service.js';
import { RevocationService } from '../revocation/revocation.service.js';

/** What Tally knows of one bank, for the browser session that connected it. */
@ForVisitors()
@Controller('api/banks/:bank')
@UseFilters(PortalErrorFilter)
export class AccountsController {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(RevocationService) private readonly revocations: RevocationService,
  ) {}

  @Get('accounts')
  async list(
    @Req() request: FastifyRequest,
    @Param('bank') bank: string,
  ): Promise<{ accounts: AccountView[] }> {
    const session = await this.sessions.find(request);
    return { accounts: await this.accounts.accounts(session, bank) };
  }

  @Get('spending')
  async spending(
    @Req() request: FastifyRequest,
    @Param('bank') bank: string,
  ): Promise<SpendingAnswer> {
    return this.accounts.spending(await this.sessions.find(request), bank);
  }

  /** Ends the connection and revokes it at the bank. */
  @Delete('connection')
  @HttpCode(204)
  async disconnect(@Req() request: FastifyRequest, @Param('bank') bank: string): Promise<void> {
    const session = await this.sessions.find(request);
    if (session !== undefined) await this.revocations.disconnect(session, bank);
  }

  /** Asks the bank again for what it has not confirmed. */
  @Post('revocations')
  @HttpCode(204)
  async retry(@Req() request: FastifyRequest, @Param('bank') bank: string): Promise<void> {
    const session = await this.sessions.find(request);
    if (session !== undefined) await this.revocations.retry(session, bank);
  }
}
