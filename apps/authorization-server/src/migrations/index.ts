import type { MigrationList } from '@sandbank/platform';
import { IssuersAndClients0001 } from './0001-issuers-and-clients.js';
import { JourneysAndTokens0002 } from './0002-journeys-and-tokens.js';
import { RequestsAndSignIns0003 } from './0003-requests-and-sign-ins.js';
import { Revocation0004 } from './0004-revocation.js';
import { KeyRotation0005 } from './0005-key-rotation.js';
import { Operation0006 } from './0006-operation.js';
import { ClientIdentifiers0008 } from './0008-client-identifiers.js';
import { FunctionRights0009 } from './0009-function-rights.js';
import { Grants0010 } from './0010-grants.js';
import { CustomerSessions0011 } from './0011-customer-sessions.js';
import { GovernanceRecord0012 } from './0012-governance-record.js';
import { NamedConsents0013 } from './0013-named-consents.js';
import { ClientStatus0014 } from './0014-client-status.js';
import { PaymentSigning0015 } from './0015-payment-signing.js';
import { Registration0016 } from './0016-registration.js';
import { Records0017 } from './0017-records.js';

/** Oldest first. */
export const migrations: MigrationList = [
  IssuersAndClients0001,
  JourneysAndTokens0002,
  RequestsAndSignIns0003,
  Revocation0004,
  KeyRotation0005,
  Operation0006,
  ClientIdentifiers0008,
  FunctionRights0009,
  Grants0010,
  CustomerSessions0011,
  GovernanceRecord0012,
  NamedConsents0013,
  ClientStatus0014,
  PaymentSigning0015,
  Registration0016,
  Records0017,
];
