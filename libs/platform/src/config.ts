import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A setting that names a file; its value is the file's content, read once at boot. */
export const fileContent = z.string().transform((path, context) => {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    context.addIssue({
      code: 'custom',
      message: `cannot read ${path}: ${(cause as Error).message}`,
    });
    return z.NEVER;
  }
});

/** A file that holds 32 random bytes in base64url, from which an app derives its keys. */
export const secretFile = fileContent.transform((text, context) => {
  const secret = Buffer.from(text.trim(), 'base64url');
  if (secret.length >= 32) return secret;
  context.addIssue({ code: 'custom', message: 'must hold at least 32 bytes in base64url' });
  return z.NEVER;
});

/** An https URL without a trailing slash. */
export const httpsUrl = z.url({ protocol: /^https$/ }).transform((url) => url.replace(/\/+$/, ''));

/** Settings that every server of this product reads. */
export const serverSettings = z.object({
  SANDBANK_HOST: z.string().min(1).default('localhost'),
  SANDBANK_PORT: z.coerce.number().int().min(1).max(65535),
  SANDBANK_TLS_CERT_FILE: fileContent,
  SANDBANK_TLS_KEY_FILE: fileContent,
  SANDBANK_CA_FILE: fileContent,
  SANDBANK_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  SANDBANK_DATABASE_PASSWORD_FILE: fileContent.transform((text) => text.trim()).optional(),
  SANDBANK_SECRET_FILE: secretFile,
  SANDBANK_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  SANDBANK_AUTHORIZATION_SERVER_URL: httpsUrl,
  SANDBANK_RESOURCE_SERVER_URL: httpsUrl,
  SANDBANK_PORTAL_URL: httpsUrl,
});

export type ServerSettings = z.output<typeof serverSettings>;

/** Thrown at boot: every problem of the settings at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Parses the process environment once; the result is frozen. Throws `ConfigError`. */
export function loadConfig<T extends z.ZodType<object>>(
  schema: T,
  environment: NodeJS.ProcessEnv = process.env,
): Readonly<z.output<T>> {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return Object.freeze(parsed.data);
  const problems = parsed.error.issues.map(
    (issue) => `  ${issue.path.join('.')}: ${issue.message}`,
  );
  throw new ConfigError(`the settings are not usable:\n${problems.join('\n')}`);
}
