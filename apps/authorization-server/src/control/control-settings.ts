import { sha256 } from '@sandbank/crypto';
import { ConfigError, fileContent, portNumber, serverSettings } from '@sandbank/platform';
import { z } from 'zod';

/** 32 random bytes or more in base64url; the server keeps their digest alone. */
const operatorTokenFile = fileContent.transform((text, context) => {
  const token = text.trim();
  if (/^[\w-]{43,512}$/.test(token)) return sha256(token);
  context.addIssue({ code: 'custom', message: 'must hold at least 32 bytes in base64url' });
  return z.NEVER;
});

/** What the authorization server is told of its control API, beside what every server is told. */
export const controlSettings = serverSettings.extend({
  /** The listener of the control API, on loopback; there is none without it. */
  SANDBANK_CONTROL_PORT: portNumber.optional(),
  /** Its value is the digest of the operator's token. */
  SANDBANK_OPERATOR_TOKEN_FILE: operatorTokenFile.optional(),
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
