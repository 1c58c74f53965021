import { Controller, Get, Header, Inject, Param, Query, UseGuards } from '@nestjs/common';
import { Clock } from '../clock.js';
import { assertFewPoints, figuresQuery, type FiguresQuery } from './figures-query.js';
import {
  FiguresStore,
  type ClientFigures,
  type FunnelStep,
  type RatePoint,
  type TopRule,
} from './figures.store.js';
import { RecordedBanks } from './recorded-banks.js';
import { RecordsTokenGuard } from './records-token.guard.js';

/** How a bank's clients fare, for the console of its operators (docs/records.md). */
@Controller('records/:bank')
@UseGuards(RecordsTokenGuard)
export class FiguresController {
  constructor(
    @Inject(FiguresStore) private readonly figures: FiguresStore,
    @Inject(RecordedBanks) private readonly banks: RecordedBanks,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get('funnel')
  @Header('cache-control', 'no-store')
  async funnel(
    @Param('bank') bank: string,
    @Query() query: unknown,
  ): Promise<{ steps: readonly FunnelStep[] }> {
    return { steps: await this.figures.funnel(bank, await this.asked(bank, query)) };
  }

  @Get('rejections/top')
  @Header('cache-control', 'no-store')
  async top(
    @Param('bank') bank: string,
    @Query() query: unknown,
  ): Promise<{ rules: readonly TopRule[] }> {
    return { rules: await this.figures.top(bank, await this.asked(bank, query)) };
  }

  @Get('clients')
  @Header('cache-control', 'no-store')
  async clients(
    @Param('bank') bank: string,
    @Query() query: unknown,
  ): Promise<{ clients: readonly ClientFigures[] }> {
    return { clients: await this.figures.clients(bank, await this.asked(bank, query)) };
  }

  /** Steps in which nothing arrived are told too: a chart shows them. */
  @Get('rate')
  @Header('cache-control', 'no-store')
  async rate(
    @Param('bank') bank: string,
    @Query() query: unknown,
  ): Promise<{ points: readonly object[] }> {
    const asked = await this.asked(bank, query);
    assertFewPoints(asked);
    const known = await this.figures.rate(bank, asked);
    return { points: everyPoint(known, asked) };
  }

  private async asked(bank: string, query: unknown): Promise<FiguresQuery> {
    await this.banks.assertServed(bank);
    return figuresQuery(query, this.clock.now());
  }
}

function everyPoint(known: readonly RatePoint[], { since, until, stepSeconds }: FiguresQuery) {
  const counted = new Map(known.map((point) => [point.at, point]));
  const first = Math.floor(since.getTime() / 1000 / stepSeconds) * stepSeconds;
  const steps = Math.ceil((until.getTime() / 1000 - first) / stepSeconds);
  return Array.from({ length: steps }, (_, step) => {
    const at = first + step * stepSeconds;
    const { requests = 0, refused = 0 } = counted.get(at) ?? {};
    return { at: new Date(at * 1000).toISOString(), requests, refused };
  });
}
