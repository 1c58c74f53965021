import { deriveKey } from '@sandbank/crypto';
import { loadConfig, type ServerSettings } from '@sandbank/platform';
import type { z } from 'zod';
import { controlSettings } from './control/control-settings.js';

/** The app's settings, parsed and frozen at boot. */
export const loadSettings = (): Readonly<z.output<typeof controlSettings>> =>
  loadConfig(controlSettings);

/** What the banks' application is told; what belongs to operators alone stays with the control API. */
export type AuthorizationServerSettings = ServerSettings &
  Partial<Pick<z.output<typeof controlSettings>, 'SANDBANK_RECORDS_TOKEN_FILE'>>;

/** DI token of the settings. */
export const SETTINGS = Symbol('SETTINGS');

/** What the app's secret is used for; each purpose has a key of its own. */
export type SecretPurpose =
  | 'dpop-nonce'
  | 'signing-keys-at-rest'
  | 'csrf'
  | 'browser-secret'
  | 'one-time-code'
  | 'authorization-code'
  | 'sign-in-throttle'
  | 'known-browser';

/** The key of one purpose. */
export const keyFor = (
  settings: { readonly SANDBANK_SECRET_FILE: Buffer },
  purpose: SecretPurpose,
): Buffer => deriveKey(settings.SANDBANK_SECRET_FILE, `authorization-server ${purpose}`);

/** The base of a bank's endpoints for mutual TLS; undefined where this installation has none (RFC 8705 5). */
export const mutualTlsUrl = (
  { SANDBANK_AUTHORIZATION_SERVER_MTLS_URL: base }: ServerSettings,
  { slug }: { readonly slug: string },
): string | undefined => (base === undefined ? undefined : `${base}/${slug}`);
