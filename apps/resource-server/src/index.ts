export { migrations } from './migrations/index.js';
export { resourceServer } from './server.js';
