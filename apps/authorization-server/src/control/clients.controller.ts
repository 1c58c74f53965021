import { Body, Controller, Get, Inject, Param, Put, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { reasonGiven } from '../operation/operation.js';
import { Orders } from './orders.service.js';

const wantedStatus = z.strictObject({
  status: z.enum(['active', 'frozen']),
  reason: reasonGiven.optional(),
});

/** The clients of a bank, as operators see them. */
@Controller('banks/:bank/clients')
export class ClientsController {
  constructor(@Inject(Orders) private readonly orders: Orders) {}

  @Get()
  async list(@Param('bank') bank: string, @Req() request: FastifyRequest): Promise<object> {
    return { clients: await this.orders.carryOut({ operation: 'client.list', bank }, request) };
  }

  @Get(':client_id')
  show(
    @Param('bank') bank: string,
    @Param('client_id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<unknown> {
    return this.orders.carryOut({ operation: 'client.show', bank, client_id: id }, request);
  }

  @Put(':client_id/status')
  setStatus(
    @Param('bank') bank: string,
    @Param('client_id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<unknown> {
    const { status, reason } = this.orders.parsed(wantedStatus, body);
    const operation = status === 'frozen' ? 'client.freeze' : 'client.thaw';
    return this.orders.carryOut({ operation, bank, client_id: id, reason }, request);
  }
}
