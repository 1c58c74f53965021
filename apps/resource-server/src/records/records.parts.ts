import { recordsParts } from '@sandbank/platform';
import type { Settings } from '../config.js';
import { RecordedEventsController } from './recorded-events.controller.js';
import { RecordedEvents } from './recorded-events.service.js';
import { RecordsOfBanks } from './records-of-banks.js';

/** What serves the records of this server; nothing where no token is set. */
export const resourceRecords = (settings: Settings) =>
  recordsParts({
    server: 'resource-server',
    url: settings.SANDBANK_RESOURCE_SERVER_URL,
    portalUrl: settings.SANDBANK_PORTAL_URL,
    tokenDigest: settings.SANDBANK_RECORDS_TOKEN_FILE,
    banks: RecordsOfBanks,
    controllers: [RecordedEventsController],
    providers: [RecordedEvents],
  });
