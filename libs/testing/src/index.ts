export { testDatabase, type SchemaMigrations, type TestDatabase } from './test-database.js';
