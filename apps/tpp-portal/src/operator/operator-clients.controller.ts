import { Body, Controller, Get, Inject, Param, Put, Req, UseFilters } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentMember, ForOperators } from '../identity/access.decorator.js';
import type { Member } from '../identity/member.js';
import { parsedQuery } from '../parsed-query.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { eachOnce } from '../records/ask-all.js';
import { OperatorRecordsClient } from '../records/operator-records.client.js';
import { RecordsClient } from '../records/records.client.js';
import type { Rejection } from '../rejections/rejection.js';
import { OperatedClients } from './clients.js';
import { ControlClient } from './control.client.js';
import { shownClient } from './control-documents.js';
import { healthOf } from './health.js';
import { OperatorActs } from './operator-acts.js';
import { OperatorBanks } from './operator-banks.js';
import { partly } from './partly.js';
import { reasonGiven } from './reason.js';

const rejectionsAsked = 100;
const rejectionsShown = 8;
const wanted = z.strictObject({ status: z.enum(['active', 'frozen']), reason: reasonGiven });

// A challenge for a nonce is part of the protocol, and would hide what is wrong.
const isTelling = ({ error }: Rejection): boolean => error !== 'use_dpop_nonce';

/** The clients of a bank: who they are, how they fare, and whether they may act. */
@Controller('api/operator/banks/:bank/clients')
@ForOperators()
@UseFilters(PortalErrorFilter)
export class OperatorClientsController {
  constructor(
    @Inject(OperatorBanks) private readonly banks: OperatorBanks,
    @Inject(OperatedClients) private readonly clients: OperatedClients,
    @Inject(ControlClient) private readonly control: ControlClient,
    @Inject(OperatorRecordsClient) private readonly figures: OperatorRecordsClient,
    @Inject(RecordsClient) private readonly records: RecordsClient,
    @Inject(OperatorActs) private readonly acts: OperatorActs,
  ) {}

  @Get()
  async list(@Param('bank') slug: string, @Req() { id }: FastifyRequest): Promise<object> {
    const bank = this.banks.get(slug);
    return { bank, ...(await this.clients.list(slug, id)) };
  }

  /** With its last refusals and how it fared in the last day. */
  @Get(':client')
  async show(
    @Param('bank') slug: string,
    @Param('client') clientId: string,
    @Req() { id }: FastifyRequest,
  ): Promise<object> {
    const bank = this.banks.get(slug);
    const found = await this.clients.find(slug, clientId, id);
    const [health, rejections] = await Promise.all([
      partly('records', this.figures.clients(slug)),
      partly(
        'records',
        this.records.rejections({ bank: slug, clientId }, { limit: rejectionsAsked }),
      ),
    ]);
    const fares = healthOf(health.told?.clients ?? []).find((one) => one.clientId === clientId);
    return {
      ...{ bank, client: found.client, health: fares ?? null },
      rejections: (rejections.told?.found ?? []).filter(isTelling).slice(0, rejectionsShown),
      silent: eachOnce([
        ...[...found.silent, ...health.silent, ...rejections.silent],
        ...[...(health.told?.silent ?? []), ...(rejections.told?.silent ?? [])],
      ]),
    };
  }

  /** Freezes it or lets it act again, at once and everywhere. */
  @Put(':client/status')
  async setStatus(
    @Param('bank') slug: string,
    @Param('client') clientId: string,
    @Body() body: unknown,
    @CurrentMember() member: Member,
    @Req() { id }: FastifyRequest,
  ): Promise<object> {
    const bank = this.banks.get(slug);
    const { status, reason } = parsedQuery(wanted, body);
    const action = status === 'frozen' ? 'freeze' : 'thaw';
    const order = { interactionId: id, method: 'PUT', body: { status, reason } } as const;
    const path = [slug, 'clients', clientId, 'status'];
    await this.acts.carryOut(member, id, { action, bank: slug, subject: clientId, reason }, () =>
      this.control.send(path, { ...order, answer: shownClient }),
    );
    return { bank, ...(await this.clients.find(slug, clientId, id)), interactionId: id };
  }
}
