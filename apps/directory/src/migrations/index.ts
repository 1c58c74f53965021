import type { MigrationList } from '@sandbank/platform';
import { Directory0001 } from './0001-directory.js';

/** The schema `directory`, oldest migration first. */
export const migrations: MigrationList = [Directory0001];
