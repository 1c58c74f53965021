import { fileContent } from '@sandbank/platform';
import { z } from 'zod';

/** The secret that opens the servers' records: 32 random bytes or more in base64url, in a file. */
export const recordsTokenFile = fileContent.transform((text, context) => {
  const token = text.trim();
  if (/^[\w-]{43,512}$/.test(token)) return token;
  context.addIssue({ code: 'custom', message: 'must hold at least 32 bytes in base64url' });
  return z.NEVER;
});
