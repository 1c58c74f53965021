import { Controller, Get, Inject, Param, Query, UseFilters } from '@nestjs/common';
import { Clock, isUuid } from '@sandbank/platform';
import { z } from 'zod';
import { exchangeWording } from '../exchanges/exchange-wording.js';
import { ForOperators } from '../identity/access.decorator.js';
import { parsedQuery } from '../parsed-query.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { OperatorRecordsClient } from '../records/operator-records.client.js';
import { OperatorActs } from './operator-acts.js';
import { RegisterClient } from './register.client.js';

const dayMilliseconds = 86_400_000;
const query = z.object({ days: z.coerce.number().int().min(1).max(366).default(30) });

/** What is found without knowing whose it is: an interaction id, and certificates that end. */
@Controller('api/operator')
@ForOperators()
@UseFilters(PortalErrorFilter)
export class OperatorSearchController {
  constructor(
    @Inject(OperatorRecordsClient) private readonly records: OperatorRecordsClient,
    @Inject(OperatorActs) private readonly acts: OperatorActs,
    @Inject(RegisterClient) private readonly register: RegisterClient,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** At all banks and both servers, what operators did under it included. */
  @Get('interactions/:interaction')
  async interaction(@Param('interaction') id: string): Promise<object> {
    if (!isUuid(id)) return { exchanges: [], rejections: [], acts: [], silent: [] };
    const [{ exchanges, ...found }, acts] = await Promise.all([
      this.records.interaction(id.toLowerCase()),
      this.acts.ofInteraction(id.toLowerCase()),
    ]);
    const titled = exchanges.map((one) => ({ ...one, title: exchangeWording(one).title }));
    return { ...found, exchanges: titled, acts };
  }

  /** Certificates that end within so many days, the first to end first. */
  @Get('certificates')
  async certificates(@Query() asked: unknown): Promise<object> {
    const { days } = parsedQuery(query, asked);
    const before = new Date(this.clock.now().getTime() + days * dayMilliseconds);
    return { days, before, certificates: await this.register.ending(before) };
  }
}
