import { deriveKey } from '@sandbank/crypto';
import { loadConfig, serverSettings, type ServerSettings } from '@sandbank/platform';

/** The app's settings, parsed and frozen at boot. */
export const loadSettings = (): ServerSettings => loadConfig(serverSettings);

/** DI token of the settings. */
export const SETTINGS = Symbol('SETTINGS');

/** What the app's secret is used for; each purpose has a key of its own. */
export type SecretPurpose =
  'dpop-nonce' | 'signing-keys-at-rest' | 'csrf' | 'browser-secret' | 'one-time-code';

/** The key of one purpose. */
export const keyFor = (
  settings: { readonly SANDBANK_SECRET_FILE: Buffer },
  purpose: SecretPurpose,
): Buffer =>
  deriveKey(settings.SANDBANK_SECRET_FILE, `authorization-server ${purpose}`);
