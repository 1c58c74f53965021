export * from './authentication-context.js';
export * from './authorization-details.js';
export * from './client-metadata.js';
export * from './oauth-error.js';
export * from './parameters.js';
export * from './readable-line.js';
export * from './redirect-uri.js';
export * from './request-trace.js';
