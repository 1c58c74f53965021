import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RecordExports } from './record-exports.js';

/** The governance record of a bank, as an auditor takes it along (docs/audit.md). */
@Controller('banks/:bank/record')
export class RecordController {
  constructor(@Inject(RecordExports) private readonly exports: RecordExports) {}

  /** JSON Lines, sent as they are read. One that breaks off has no last line and is not verified. */
  @Get()
  async export(
    @Param('bank') bank: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const lines = await this.exports.begin(bank, request);
    void reply
      .header('cache-control', 'no-store')
      .type('application/jsonl; charset=utf-8')
      .send(lines);
  }
}
