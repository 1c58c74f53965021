export { createDirectory } from './directory-server.js';
export { directorySettings, type DirectorySettings } from './config.js';
export { migrations as directoryMigrations } from './migrations/index.js';
