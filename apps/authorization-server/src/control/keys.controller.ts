import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { jwsAlgorithms } from '@sandbank/crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { keyPurposes } from '../issuer/key-life.js';
import { Orders } from './orders.service.js';

/** Which keys; what is not named means all of the bank's. */
const rotation = z.strictObject({
  purpose: z.enum(keyPurposes).optional(),
  alg: z.enum(jwsAlgorithms).optional(),
  emergency: z.boolean().default(false),
});

/** The keys that a bank signs with, public halves and times alone. */
@Controller('banks/:bank/keys')
export class KeysController {
  constructor(@Inject(Orders) private readonly orders: Orders) {}

  @Get()
  async list(@Param('bank') bank: string, @Req() request: FastifyRequest): Promise<object> {
    return { keys: await this.orders.carryOut({ operation: 'key.list', bank }, request) };
  }

  /** Answers with the new keys; a key that has a successor already keeps it. */
  @Post('rotation')
  @HttpCode(200)
  async rotate(
    @Param('bank') bank: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const order = { ...this.orders.parsed(rotation, body), operation: 'key.rotate', bank };
    return { keys: await this.orders.carryOut(order, request) };
  }
}
