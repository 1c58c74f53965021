import type { MigrationList } from '../../database/migrate.js';
import { GovernanceRecord0001 } from './0001-governance-record.js';
import { LastCheckpoint0002 } from './0002-last-checkpoint.js';

/** The schema `audit`, which the triggers of other schemas call: it comes first. */
export const auditMigrations: MigrationList = [GovernanceRecord0001, LastCheckpoint0002];
