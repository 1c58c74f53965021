import type { MigrationList } from '@sandbank/platform';
import { ConsentsAndGrants0001 } from './0001-consents-and-grants.js';
import { RevokedTokens0002 } from './0002-revoked-tokens.js';
import { PaymentConsents0003 } from './0003-payment-consents.js';
import { UseAndAccounts0004 } from './0004-use-and-accounts.js';
import { GrantRevisions0005 } from './0005-grant-revisions.js';
import { TwoDoors0006 } from './0006-two-doors.js';
import { GovernanceRecord0007 } from './0007-governance-record.js';
import { ConsentsNamedWithinAGrant0008 } from './0008-consents-named-within-a-grant.js';
import { WithdrawalsInOrder0009 } from './0009-withdrawals-in-order.js';
import { OrderedConsents0010 } from './0010-ordered-consents.js';
import { PaymentsWithinLimits0011 } from './0011-payments-within-limits.js';
import { ConsentEvents0012 } from './0012-consent-events.js';
import { PaymentsInOrder0013 } from './0013-payments-in-order.js';
import { ConsentsOfAClient0014 } from './0014-consents-of-a-client.js';

/** Migrations of the schema `consent`, oldest first. */
export const consentMigrations: MigrationList = [
  ConsentsAndGrants0001,
  RevokedTokens0002,
  PaymentConsents0003,
  UseAndAccounts0004,
  GrantRevisions0005,
  TwoDoors0006,
  GovernanceRecord0007,
  ConsentsNamedWithinAGrant0008,
  WithdrawalsInOrder0009,
  OrderedConsents0010,
  PaymentsWithinLimits0011,
  ConsentEvents0012,
  PaymentsInOrder0013,
  ConsentsOfAClient0014,
];
