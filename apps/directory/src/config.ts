import { deriveKey, sha256 } from '@sandbank/crypto';
import { fileContent, httpsUrl, serverSettings } from '@sandbank/platform';
import { z } from 'zod';

/** 32 random bytes or more in base64url; the server keeps their digest alone. */
const registrarTokenFile = fileContent.transform((text, context) => {
  const token = text.trim();
  if (/^[\w-]{43,512}$/.test(token)) return sha256(token);
  context.addIssue({ code: 'custom', message: 'must hold at least 32 bytes in base64url' });
  return z.NEVER;
});

/** The directory's settings: those of every server, its own address, and who may enrol organisations. */
export const directorySettings = serverSettings.extend({
  /** Also the issuer of everything that the directory signs. */
  SANDBANK_DIRECTORY_URL: httpsUrl,
  /** Its value is the digest of the token; without it nobody enrols. */
  SANDBANK_REGISTRAR_TOKEN_FILE: registrarTokenFile.optional(),
});

export type DirectorySettings = z.output<typeof directorySettings>;

/** DI token of the parsed settings. */
export const SETTINGS = Symbol('DIRECTORY_SETTINGS');

/** What the directory's secret is used for; each purpose has a key of its own. */
export type SecretPurpose = 'authority-keys-at-rest' | 'signing-keys-at-rest';

/** The key of one purpose. */
export const keyFor = (secret: Buffer, purpose: SecretPurpose): Buffer =>
  deriveKey(secret, `directory ${purpose}`);
