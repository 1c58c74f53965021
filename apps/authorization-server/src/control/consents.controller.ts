import { Body, Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { reasonGiven } from '../operation/operation.js';
import { Orders } from './orders.service.js';

/** Who is affected may ask why: an operator always says. */
const reasoned = z.strictObject({ reason: reasonGiven });

/** What operators do to one consent or grant. */
@Controller('banks/:bank')
export class ConsentsController {
  constructor(@Inject(Orders) private readonly orders: Orders) {}

  @Post('consents/:consent_id/suspend')
  @HttpCode(200)
  suspend(
    @Param() of: object,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<unknown> {
    return this.give('consent.suspend', of, body, request);
  }

  @Post('consents/:consent_id/resume')
  @HttpCode(200)
  resume(
    @Param() of: object,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<unknown> {
    return this.give('consent.resume', of, body, request);
  }

  @Post('consents/:consent_id/revoke')
  @HttpCode(200)
  revoke(
    @Param() of: object,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<unknown> {
    return this.give('consent.revoke', of, body, request);
  }

  @Post('grants/:grant_id/revoke')
  @HttpCode(200)
  revokeGrant(
    @Param() of: object,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<unknown> {
    return this.give('grant.revoke', of, body, request);
  }

  private give(
    operation: string,
    of: object,
    body: unknown,
    request: FastifyRequest,
  ): Promise<unknown> {
    const { reason } = this.orders.parsed(reasoned, body);
    return this.orders.carryOut({ ...of, operation, reason }, request);
  }
}
