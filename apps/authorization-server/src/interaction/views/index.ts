export * from './code.view.js';
export * from './consent.view.js';
export * from './error.view.js';
export * from './identity.view.js';
export * from './login.view.js';
export * from './payment.view.js';
export * from './render-page.js';
