import { ClientsConsents } from '@sandbank/consent';
import { recordsParts } from '@sandbank/platform';
import type { AuthorizationServerSettings } from '../config.js';
import { RecordedConsentsController } from './consents.controller.js';
import { FlowsController } from './flows.controller.js';
import { FlowsStore } from './flows.store.js';
import { RecordedConsents } from './recorded-consents.service.js';
import { RecordsOfBanks } from './records-of-banks.js';

/** What serves the records of this server; nothing where no token is set. */
export const authorizationRecords = (settings: AuthorizationServerSettings) =>
  recordsParts({
    server: 'authorization-server',
    url: settings.SANDBANK_AUTHORIZATION_SERVER_URL,
    portalUrl: settings.SANDBANK_PORTAL_URL,
    tokenDigest: settings.SANDBANK_RECORDS_TOKEN_FILE,
    banks: RecordsOfBanks,
    controllers: [FlowsController, RecordedConsentsController],
    providers: [FlowsStore, ClientsConsents, RecordedConsents],
  });
