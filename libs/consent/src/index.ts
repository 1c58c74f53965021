export * from './authorization-details/account-access.js';
export * from './authorization-details/authorization-details-type.js';
export * from './authorization-details/authorization-details.js';
export * from './authorization-details/permissions.js';
export * from './consent-state.js';
