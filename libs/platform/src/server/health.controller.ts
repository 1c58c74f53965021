import { Controller, Get, Inject } from '@nestjs/common';
import { Database, statement } from '../database/database.js';
import { ServedOverMutualTls } from '../mutual-tls/served-over-mutual-tls.js';

const ping = statement('health.ping', 'SELECT 1');

/** Answers 200 while the process and its database work, else 503. */
@Controller()
@ServedOverMutualTls()
export class HealthController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get('healthz')
  async health(): Promise<{ status: 'ok' }> {
    await this.database.query(ping);
    return { status: 'ok' };
  }
}
