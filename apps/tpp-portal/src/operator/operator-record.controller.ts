import { Controller, Get, Headers, Inject, Param, Req, Res, UseFilters } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentMember, ForOperators } from '../identity/access.decorator.js';
import type { Member } from '../identity/member.js';
import { PortalError } from '../portal-error.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { ControlClient } from './control.client.js';
import { OperatorActs } from './operator-acts.js';
import { OperatorBanks } from './operator-banks.js';

const actsShown = 100;

/** The governance record of a bank to take along, and what operators did here. */
@Controller('api/operator')
@ForOperators()
@UseFilters(PortalErrorFilter)
export class OperatorRecordController {
  constructor(
    @Inject(OperatorBanks) private readonly banks: OperatorBanks,
    @Inject(ControlClient) private readonly control: ControlClient,
    @Inject(OperatorActs) private readonly acts: OperatorActs,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** What operators did in this console, the latest first. */
  @Get('acts')
  async list(): Promise<object> {
    return { acts: await this.acts.latest(actsShown) };
  }

  /** A download, passed on as it arrives: JSON Lines that end with the bank's signature, or break off. */
  @Get('banks/:bank/record')
  async record(
    @Param('bank') slug: string,
    @Headers('sec-fetch-site') site: string | undefined,
    @CurrentMember() member: Member,
    @Req() { id }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.banks.get(slug);
    // It reads, and it leaves a trace: another site's link must not begin it.
    if (site !== undefined && site !== 'same-origin') {
      throw new PortalError('cross_site_request', 'Only the portal’s own pages may do this.');
    }
    const lines = await this.acts.carryOut(member, id, { action: 'export', bank: slug }, () =>
      this.control.record(slug, id),
    );
    const day = this.clock.now().toISOString().slice(0, 10);
    void reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${slug}-record-${day}.jsonl"`)
      .type('application/jsonl; charset=utf-8')
      .send(lines);
  }
}
