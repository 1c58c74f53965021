export { tppPortalMigrations } from './migrations/index.js';
export { createPortal } from './portal-server.js';
export { portalSettings, type PortalSettings } from './portal-settings.js';
export { builtUi } from './ui/built-ui.js';
