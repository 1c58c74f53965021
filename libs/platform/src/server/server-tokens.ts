/** DI token: the PostgreSQL schema that the app owns. */
export const APP_SCHEMA = Symbol('APP_SCHEMA');
