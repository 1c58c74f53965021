import type { MigrationList } from '@sandbank/platform';
import { Journeys0001 } from './0001-journeys.js';
import { Revocations0002 } from './0002-revocations.js';
import { Payments0003 } from './0003-payments.js';
import { Identity0004 } from './0004-identity.js';
import { Organisations0005 } from './0005-organisations.js';
import { OrganisationsAtTheDirectory0006 } from './0006-organisations-at-the-directory.js';
import { Applications0007 } from './0007-applications.js';
import { SharedFlows0009 } from './0009-shared-flows.js';
import { ExploredResources0010 } from './0010-explored-resources.js';
import { OperatorActs0011 } from './0011-operator-acts.js';
import { ActsEndOnce0012 } from './0012-acts-end-once.js';
import { EndsThatHold0013 } from './0013-ends-that-hold.js';

/** The schema `tpp_portal`, oldest migration first. */
export const tppPortalMigrations: MigrationList = [
  Journeys0001,
  Revocations0002,
  Payments0003,
  Identity0004,
  Organisations0005,
  OrganisationsAtTheDirectory0006,
  Applications0007,
  SharedFlows0009,
  ExploredResources0010,
  OperatorActs0011,
  ActsEndOnce0012,
  EndsThatHold0013,
];
