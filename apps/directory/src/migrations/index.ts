import type { MigrationList } from '@sandbank/platform';
import { Directory0001 } from './0001-directory.js';
import { Suspensions0002 } from './0002-suspensions.js';
import { LostKeys0003 } from './0003-lost-keys.js';

/** The schema `directory`, oldest migration first. */
export const migrations: MigrationList = [Directory0001, Suspensions0002, LostKeys0003];
