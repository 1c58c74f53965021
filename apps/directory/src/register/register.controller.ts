import { Controller, Get, Inject, Query } from '@nestjs/common';
import { Clock, Database } from '@sandbank/platform';
import { z } from 'zod';
import { ForRegistrar } from '../access/access.decorator.js';
import { parsedBody } from '../access/body.js';
import * as statements from './register.statements.js';

const softwareMax = 2000;
const certificatesMax = 500;
const asked = z.object({ expiring_before: z.iso.datetime({ offset: true }) });

/** What the registrar sees of all organisations: whose software is whose, and which certificates end soon. */
@Controller()
@ForRegistrar()
export class RegisterController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get('software')
  async software(): Promise<object> {
    return { software: await this.database.query(statements.findSoftware, [softwareMax]) };
  }

  /** Those that count now and end before `expiring_before`; at most 500, the first to end first. */
  @Get('certificates')
  async certificates(@Query() query: unknown): Promise<object> {
    const before = new Date(parsedBody(asked, query).expiring_before);
    const values = [this.clock.now(), before, certificatesMax];
    return { certificates: await this.database.query(statements.findEnding, values) };
  }
}
