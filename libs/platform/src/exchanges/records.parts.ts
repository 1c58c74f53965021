import type { Provider, Type } from '@nestjs/common';
import { ExchangeStore } from './exchange.store.js';
import { FiguresController } from './figures.controller.js';
import { FiguresStore } from './figures.store.js';
import { InteractionsController } from './interactions.controller.js';
import { RECORDS_TOKEN_DIGEST, RecordsTokenGuard } from './records-token.guard.js';
import { RecordedBanks, RECORDS_PLACE, type RecordsPlace } from './recorded-banks.js';
import { RecordsController } from './records.controller.js';

export interface RecordsSettings extends RecordsPlace {
  /** The digest of the token under which records are read; without it none are served. */
  readonly tokenDigest: Buffer | undefined;
  /** Who knows the banks of this server. */
  readonly banks: Type<RecordedBanks>;
  /** What this server tells beside what every server does. */
  readonly controllers: readonly Type[];
  readonly providers: readonly Provider[];
}

/** What serves the records: nothing at all without a token. */
export function recordsParts({ tokenDigest, banks, ...settings }: RecordsSettings): {
  controllers: Type[];
  providers: Provider[];
} {
  if (tokenDigest === undefined) return { controllers: [], providers: [] };
  const { server, url, portalUrl } = settings;
  return {
    controllers: [
      RecordsController,
      FiguresController,
      InteractionsController,
      ...settings.controllers,
    ],
    providers: [
      { provide: RECORDS_TOKEN_DIGEST, useValue: tokenDigest },
      { provide: RECORDS_PLACE, useValue: { server, url, portalUrl } },
      { provide: RecordedBanks, useClass: banks },
      ExchangeStore,
      FiguresStore,
      RecordsTokenGuard,
      ...settings.providers,
    ],
  };
}
