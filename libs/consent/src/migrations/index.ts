import type { MigrationList } from '@sandbank/platform';
import { ConsentsAndGrants0001 } from './0001-consents-and-grants.js';

/** Migrations of the schema `consent`, oldest first. */
export const consentMigrations: MigrationList = [ConsentsAndGrants0001];
