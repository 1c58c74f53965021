import type { MigrationList } from '@sandbank/platform';
import { Journeys0001 } from './0001-journeys.js';
import { Revocations0002 } from './0002-revocations.js';
import { Payments0003 } from './0003-payments.js';

/** The schema `tpp_portal`, oldest migration first. */
export const tppPortalMigrations: MigrationList = [Journeys0001, Revocations0002, Payments0003];
