import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Req,
  UseFilters,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentMember, ForOperators } from '../identity/access.decorator.js';
import type { Member } from '../identity/member.js';
import { parsedQuery } from '../parsed-query.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { ControlClient } from './control.client.js';
import { signingKeys } from './control-documents.js';
import { OperatorActs } from './operator-acts.js';
import { OperatorBanks } from './operator-banks.js';
import { reasonGiven } from './reason.js';

const word = z.string().regex(/^[A-Za-z0-9_]{1,40}$/);
const rotation = z.strictObject({
  purpose: word,
  alg: word,
  emergency: z.boolean(),
  reason: reasonGiven,
});

/** The keys that a bank signs with, and how they are changed. */
@Controller('api/operator/banks/:bank/keys')
@ForOperators()
@UseFilters(PortalErrorFilter)
export class OperatorKeysController {
  constructor(
    @Inject(OperatorBanks) private readonly banks: OperatorBanks,
    @Inject(ControlClient) private readonly control: ControlClient,
    @Inject(OperatorActs) private readonly acts: OperatorActs,
  ) {}

  @Get()
  async list(@Param('bank') slug: string, @Req() { id }: FastifyRequest): Promise<object> {
    const bank = this.banks.get(slug);
    const asked = { interactionId: id, answer: signingKeys };
    return { bank, ...(await this.control.send([slug, 'keys'], asked)) };
  }

  /** Gives the keys of one kind a successor; in an emergency it takes their place at once. */
  @Post('rotation')
  @HttpCode(200)
  async rotate(
    @Param('bank') slug: string,
    @Body() body: unknown,
    @CurrentMember() member: Member,
    @Req() { id }: FastifyRequest,
  ): Promise<object> {
    this.banks.get(slug);
    const { reason, ...kind } = parsedQuery(rotation, body);
    const action = kind.emergency ? 'replace-keys' : 'rotate-keys';
    const subject = `${kind.purpose} ${kind.alg}`;
    const order = { interactionId: id, method: 'POST', body: kind, answer: signingKeys } as const;
    const path = [slug, 'keys', 'rotation'];
    return this.acts.carryOut(member, id, { action, bank: slug, subject, reason }, () =>
      this.control.send(path, order),
    );
  }
}
