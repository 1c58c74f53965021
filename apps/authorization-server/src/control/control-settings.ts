import {
  ConfigError,
  fileContent,
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
  /** With it, operators export the governance record here too: it opens the role that reads it. */
  SANDBANK_AUDITOR_PASSWORD_FILE: fileContent.transform((text) => text.trim()).optional(),
  ...recordsSettings,
});

/** Where the control API is served, and to whom. */
export interface ControlAccess {
  readonly port: number;
  readonly tokenDigest: Buffer;
  /** Of the database role that reads the governance record; without it nothing is exported. */
  readonly auditorPassword?: string | undefined;
}

/** What the settings say of the control API; undefined where it is not served. Throws `ConfigError` for half of it. */
export function controlAccessOf(
  settings: z.output<typeof controlSettings>,
): ControlAccess | undefined {
  const { SANDBANK_CONTROL_PORT: port, SANDBANK_OPERATOR_TOKEN_FILE: tokenDigest } = settings;
  if (port !== undefined && tokenDigest !== undefined) {
    const auditorPassword = settings.SANDBANK_AUDITOR_PASSWORD_FILE;
    return { port, tokenDigest, ...(auditorPassword !== undefined && { auditorPassword }) };
  }
  if (port === undefined && tokenDigest === undefined) return undefined;
  throw new ConfigError(
    'SANDBANK_CONTROL_PORT and SANDBANK_OPERATOR_TOKEN_FILE are set together or not at all',
  );
}
