import type { MigrationList } from '@sandbank/platform';
import { IssuersAndClients0001 } from './0001-issuers-and-clients.js';
import { JourneysAndTokens0002 } from './0002-journeys-and-tokens.js';

/** Oldest first. */
export const migrations: MigrationList = [IssuersAndClients0001, JourneysAndTokens0002];
