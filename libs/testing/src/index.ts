export * from './fapi-client.js';
export * from './fapi-client-journey.js';
export * from './fapi-client-jwt.js';
export * from './fapi-client-pages.js';
export * from './fapi-client-requests.js';
export * from './https-exchange.js';
export * from './test-clock.js';
export { testDatabase, type SchemaMigrations, type TestDatabase } from './test-database.js';
export { issueTls, testTls, type TestTls } from './test-tls.js';
