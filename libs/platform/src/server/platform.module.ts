import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { Clock, SystemClock } from '../clock.js';
import { EXCHANGES, type ExchangeOptions } from '../exchanges/exchange-options.js';
import { ExchangeRecorder } from '../exchanges/exchange-recorder.js';
import { ExchangeSweeper } from '../exchanges/exchange.sweeper.js';
import { LOGGER, type Logger } from '../logger.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { RejectionRecorder } from '../refusals/rejection-recorder.js';
import { RejectionStore } from '../refusals/rejection.store.js';
import { RejectionSweeper } from '../refusals/rejection.sweeper.js';
import { RingSweeper } from '../replay/ring.sweeper.js';
import { HealthController } from './health.controller.js';
import { RouteTable } from './route-table.js';
import { APP_SCHEMA, RING_TABLES } from './server-tokens.js';

export interface PlatformSettings {
  readonly schema: string;
  readonly logger: Logger;
  readonly routes: RouteTable;
  /** The provider of `RefusalWriter`. */
  readonly refusalWriter: Provider;
  /** Another clock than the machine's. */
  readonly clock?: Clock | undefined;
  /** Rings of partitions to be swept: tables of the app's schema, or of another that is named with a dot. */
  readonly ringTables: readonly string[];
  /** How exchanges of clients are recorded; without it they are not. */
  readonly exchanges?: ExchangeOptions;
}

/** What every process needs: clock, logger, the one exception filter, rejections, health. */
@Module({})
export class PlatformModule {
  static forRoot(settings: PlatformSettings): DynamicModule {
    const shared: Provider[] = [
      { provide: Clock, useValue: settings.clock ?? new SystemClock() },
      { provide: LOGGER, useValue: settings.logger },
      { provide: APP_SCHEMA, useValue: settings.schema },
      { provide: RING_TABLES, useValue: settings.ringTables },
      { provide: RouteTable, useValue: settings.routes },
      settings.refusalWriter,
      RejectionRecorder,
      RejectionStore,
    ];
    const exchanges: Provider[] =
      settings.exchanges === undefined
        ? []
        : [{ provide: EXCHANGES, useValue: settings.exchanges }, ExchangeRecorder, ExchangeSweeper];
    return {
      module: PlatformModule,
      global: true,
      controllers: [HealthController],
      providers: [
        ...shared,
        ...exchanges,
        RingSweeper,
        RejectionSweeper,
        { provide: APP_FILTER, useClass: RefusalFilter },
      ],
      exports: [...shared, ...exchanges],
    };
  }
}
