export * from './consent-details.view.js';
export type * from './dashboard.model.js';
export * from './message.view.js';
export * from './overview.view.js';
export * from './shared-payment.view.js';
export * from './sign-in.view.js';
export * from './sign-payment.view.js';
export * from './stop.view.js';
