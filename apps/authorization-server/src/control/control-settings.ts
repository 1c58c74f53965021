import {
  ConfigError,
  portNumber,
  recordsSettings,
  serverSettings,
  tokenDigestFile,
} from '@sandbank/platform';
import type { z } from 'zod';

/** What the authorization server is told of its control API, beside what every server is told. */
export const controlSettings = serverSettings.extend({
  /** The listener of the control API, on loopback; there is none without it. */
  SANDBANK_CONTROL_PORT: portNumber.optional(),
  /** Its value is the digest of the operator's token. */
  SANDBANK_OPERATOR_TOKEN_FILE: tokenDigestFile.optional(),
  ...recordsSettings,
});

/** Where the control API is served, and to whom. */
export interface ControlAccess {
  readonly port: number;
  readonly tokenDigest: Buffer;
}

/** What the settings say of the control API; undefined where it is not served. Throws `ConfigError` for half of it. */
export function controlAccessOf(
  settings: z.output<typeof controlSettings>,
): ControlAccess | undefined {
  const { SANDBANK_CONTROL_PORT: port, SANDBANK_OPERATOR_TOKEN_FILE: tokenDigest } = settings;
  if (port !== undefined && tokenDigest !== undefined) return { port, tokenDigest };
  if (port === undefined && tokenDigest === undefined) return undefined;
  throw new ConfigError(
    'SANDBANK_CONTROL_PORT and SANDBANK_OPERATOR_TOKEN_FILE are set together or not at all',
  );
}
