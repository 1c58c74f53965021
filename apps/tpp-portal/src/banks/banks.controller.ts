import { Controller, Get, Inject, Req, UseFilters } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { ForVisitors } from '../identity/access.decorator.js';
import { ConnectionService, type BankView } from '../connection/connection.service.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { SessionService } from '../session/session.service.js';
import { accessRequest } from './access-request.js';
import { BankRegistry } from './bank-registry.js';

/** What the first screen needs: the banks, and what will be asked of them. */
@ForVisitors()
@Controller('api')
@UseFilters(PortalErrorFilter)
export class BanksController {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(ConnectionService) private readonly connections: ConnectionService,
    @Inject(BankRegistry) private readonly registry: BankRegistry,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get('banks')
  async banks(
    @Req() request: FastifyRequest,
  ): Promise<{ banks: (BankView & { accessRequest: readonly unknown[] })[] }> {
    const banks = await this.connections.list(await this.sessions.find(request));
    const now = this.clock.now();
    return {
      banks: banks.map((bank) => ({
        ...bank,
        accessRequest: accessRequest(this.registry.get(bank.slug), now),
      })),
    };
  }
}
