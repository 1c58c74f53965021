import type { MigrationList } from '@sandbank/platform';
import { Ledger1763750000001 } from './0001-ledger.js';
import { GeneratedLife1763750000002 } from './0002-generated-life.js';
import { AccessRecord1763750000003 } from './0003-access-record.js';
import { Protection1763750000004 } from './0004-protection.js';
import { ExplainedRejections1763750000006 } from './0006-explained-rejections.js';
import { Payments1763750000007 } from './0007-payments.js';
import { Holds1763750000008 } from './0008-holds.js';
import { PaymentStates1763750000009 } from './0009-payment-states.js';
import { StandingData1763750000010 } from './0010-standing-data.js';
import { Statements1763750000011 } from './0011-statements.js';
import { PaymentOrders1763750000012 } from './0012-payment-orders.js';
import { PaymentsWithinLimits1763750000013 } from './0013-payments-within-limits.js';
import { FundsConfirmations1763750000014 } from './0014-funds-confirmations.js';
import { Signatures1763750000015 } from './0015-signatures.js';
import { Events1763750000016 } from './0016-events.js';
import { People1763750000017 } from './0017-people.js';
import { DaysOfEntries1763750000018 } from './0018-days-of-entries.js';
import { EventsOfOrders1763750000020 } from './0020-events-of-orders.js';
import { RefundAccounts1763750000021 } from './0021-refund-accounts.js';
import { DaysByIndex1763750000025 } from './0025-days-by-index.js';
import { PaymentsKeepTheirWord1763750000026 } from './0026-payments-keep-their-word.js';
import { Records1763750000027 } from './0027-records.js';
import { EventsOfAClient1763750000029 } from './0029-events-of-a-client.js';

/** The schema `resource_server`, oldest change first. */
export const migrations: MigrationList = [
  Ledger1763750000001,
  GeneratedLife1763750000002,
  AccessRecord1763750000003,
  Protection1763750000004,
  ExplainedRejections1763750000006,
  Payments1763750000007,
  Holds1763750000008,
  PaymentStates1763750000009,
  StandingData1763750000010,
  Statements1763750000011,
  PaymentOrders1763750000012,
  PaymentsWithinLimits1763750000013,
  FundsConfirmations1763750000014,
  Signatures1763750000015,
  Events1763750000016,
  People1763750000017,
  DaysOfEntries1763750000018,
  EventsOfOrders1763750000020,
  RefundAccounts1763750000021,
  DaysByIndex1763750000025,
  PaymentsKeepTheirWord1763750000026,
  Records1763750000027,
  EventsOfAClient1763750000029,
];
