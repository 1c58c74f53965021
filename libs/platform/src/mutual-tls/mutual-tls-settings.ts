import { ConfigError, type ServerSettings } from '../config.js';
import type { MutualTlsOptions } from './client-certificates.js';

type MutualTlsSettings = Pick<
  ServerSettings,
  'SANDBANK_CLIENT_CA_FILE' | 'SANDBANK_MTLS_PORT' | 'SANDBANK_TRUSTED_PROXIES'
>;

/** What the settings say of clients' certificates; undefined when none are asked for. Throws `ConfigError`. */
export function mutualTlsOf(settings: MutualTlsSettings): MutualTlsOptions | undefined {
  const { SANDBANK_CLIENT_CA_FILE: clientAuthorities } = settings;
  if (clientAuthorities !== undefined)
    return { clientAuthorities, trustedProxies: settings.SANDBANK_TRUSTED_PROXIES };
  const useless = (['SANDBANK_MTLS_PORT', 'SANDBANK_TRUSTED_PROXIES'] as const).filter(
    (name) => settings[name] !== undefined,
  );
  if (useless.length === 0) return undefined;
  throw new ConfigError(`${useless.join(' and ')} need SANDBANK_CLIENT_CA_FILE`);
}
