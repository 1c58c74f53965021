import type { MigrationList } from '@sandbank/platform';
import { IssuersAndClients0001 } from './0001-issuers-and-clients.js';
import { JourneysAndTokens0002 } from './0002-journeys-and-tokens.js';
import { RequestsAndSignIns0003 } from './0003-requests-and-sign-ins.js';
import { KeyRotation0005 } from './0005-key-rotation.js';

/** Oldest first. */
export const migrations: MigrationList = [
  IssuersAndClients0001,
  JourneysAndTokens0002,
  RequestsAndSignIns0003,
  KeyRotation0005,
];
