import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { invalidRequest } from '@sandbank/oauth';
import { exportLines, LOGGER, type Logger } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import type { ExportFrame } from '../audit/export.js';
import { Orders } from './orders.service.js';

/** DI token of the database's URL for the role that reads the record; undefined where exports are not offered. */
export const AUDITOR_URL = Symbol('AUDITOR_URL');

/** Each holds a connection and a snapshot of the database. */
const atOnce = 2;
/** Whoever reads slower than this has stopped. */
const millisecondsMax = 15 * 60_000;
/** Joined, so that not every line is a write of its own. */
const charactersEach = 65_536;

/** Exports of the record that are under way. Memory holds a few hundred kilobytes of each, however long it is. */
@Injectable()
export class RecordExports {
  private running = 0;

  constructor(
    @Inject(AUDITOR_URL) private readonly auditorUrl: string | undefined,
    @Inject(Orders) private readonly orders: Orders,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Seals the record and begins to read it. Throws `invalid_request`: 404 where it is not offered, 429 for a third. */
  async begin(bank: string, request: FastifyRequest): Promise<Readable> {
    const { auditorUrl } = this;
    if (auditorUrl === undefined) {
      throw invalidRequest('this server was not told how to read the record', { status: 404 });
    }
    if (this.running >= atOnce) {
      const headers = { 'retry-after': '60' };
      throw invalidRequest('two exports are under way already', { status: 429, headers });
    }
    this.running += 1;
    try {
      const frame = await this.orders.carryOut({ operation: 'audit.export', bank }, request);
      const text = this.text(auditorUrl, bank, frame as ExportFrame);
      const signal = AbortSignal.timeout(millisecondsMax);
      const lines = Readable.from(text, { objectMode: true, highWaterMark: 2, signal });
      lines.once('close', () => (this.running -= 1));
      lines.once('error', (error) =>
        this.logger.warn({ interaction_id: request.id, bank, err: error }, 'export broke off'),
      );
      return lines;
    } catch (error) {
      this.running -= 1;
      throw error;
    }
  }

  private async *text(url: string, bank: string, frame: ExportFrame): AsyncGenerator<string> {
    let text = `${frame.header}\n`;
    for await (const line of exportLines(url, bank, frame.checkpoint)) {
      text += `${line}\n`;
      if (text.length < charactersEach) continue;
      yield text;
      text = '';
    }
    yield `${text}${frame.footer}\n`;
  }
}
