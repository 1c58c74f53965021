import { Controller, Get, Inject, Param, Query, Req, UseFilters } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ForOperators } from '../identity/access.decorator.js';
import { parsedQuery } from '../parsed-query.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { eachOnce } from '../records/ask-all.js';
import { OperatorRecordsClient } from '../records/operator-records.client.js';
import { OperatedClients } from './clients.js';
import { healthOf } from './health.js';
import { OperatorBanks } from './operator-banks.js';
import { partly } from './partly.js';

/** How far back, and how much time a point of the chart stands for; in seconds. */
const periods = {
  hour: { seconds: 3600, stepSeconds: 60 },
  day: { seconds: 86_400, stepSeconds: 1800 },
  week: { seconds: 604_800, stepSeconds: 10_800 },
} as const;

const query = z.object({ period: z.enum(['hour', 'day', 'week']).default('day') });

/** How a bank and its applications fare. */
@Controller('api/operator/banks')
@ForOperators()
@UseFilters(PortalErrorFilter)
export class OperatorOverviewController {
  constructor(
    @Inject(OperatorBanks) private readonly banks: OperatorBanks,
    @Inject(OperatorRecordsClient) private readonly records: OperatorRecordsClient,
    @Inject(OperatedClients) private readonly clients: OperatedClients,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get()
  list(): object {
    return { banks: this.banks.list() };
  }

  /** Of one stretch of time; who does not tell is named. Throws `records_unavailable` where nobody tells. */
  @Get(':bank/overview')
  async overview(
    @Param('bank') slug: string,
    @Query() asked: unknown,
    @Req() { id }: FastifyRequest,
  ): Promise<object> {
    const bank = this.banks.get(slug);
    const { period } = parsedQuery(query, asked);
    const { seconds, stepSeconds } = periods[period];
    const until = this.clock.now();
    const since = new Date(until.getTime() - seconds * 1000).toISOString();
    const [funnel, rate, top, health, clients] = await Promise.all([
      this.records.funnel(slug, { since }),
      this.records.rate(slug, { since, stepSeconds }),
      this.records.topRejections(slug, since),
      this.records.clients(slug, since),
      partly('control', this.clients.list(slug, id)),
    ]);
    const known = new Map(clients.told?.clients.map((one) => [one.clientId, one]));
    return {
      ...{ bank, period, since, until, stepSeconds },
      steps: funnel.steps,
      points: rate.points,
      rules: top.rules,
      apps: healthOf(health.clients).map((app) => {
        const { name, status, organisation } = known.get(app.clientId) ?? {};
        return { ...app, name: name ?? app.clientId, status, organisation };
      }),
      silent: eachOnce([
        ...[...funnel.silent, ...rate.silent, ...top.silent, ...health.silent],
        ...clients.silent,
      ]),
    };
  }
}
