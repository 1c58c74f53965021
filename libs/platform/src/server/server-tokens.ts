/** DI token: the PostgreSQL schema that the app owns. */
export const APP_SCHEMA = Symbol('APP_SCHEMA');

/** DI token: names of the app's tables that are rings of partitions. */
export const RING_TABLES = Symbol('RING_TABLES');
