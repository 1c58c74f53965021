import { ConfigError, type ServerSettings } from '../config.js';
import type { MutualTlsOptions } from './client-certificates.js';

type MutualTlsSettings = Pick<
  ServerSettings,
  'SANDBANK_CLIENT_CA_FILE' | 'SANDBANK_MTLS_PORT' | 'SANDBANK_TRUSTED_PROXIES'
> &
  Partial<Pick<ServerSettings, 'SANDBANK_DIRECTORY_URL' | 'SANDBANK_CA_FILE'>>;

/** What the settings say of clients' certificates; undefined when none are asked for. Throws `ConfigError`. */
export function mutualTlsOf(settings: MutualTlsSettings): MutualTlsOptions | undefined {
  const { SANDBANK_CLIENT_CA_FILE: clientAuthorities } = settings;
  if (clientAuthorities !== undefined) {
    const { SANDBANK_TRUSTED_PROXIES: trustedProxies, SANDBANK_DIRECTORY_URL: url } = settings;
    const directory = url && { url, certificateAuthority: settings.SANDBANK_CA_FILE };
    return { clientAuthorities, trustedProxies, ...(directory && { directory }) };
  }
  const useless = (['SANDBANK_MTLS_PORT', 'SANDBANK_TRUSTED_PROXIES'] as const).filter(
    (name) => settings[name] !== undefined,
  );
  if (useless.length === 0) return undefined;
  throw new ConfigError(`${useless.join(' and ')} need SANDBANK_CLIENT_CA_FILE`);
}
