import { readFileSync } from 'node:fs';
import { readClientAuthorities, sha256 } from '@sandbank/crypto';
import { z } from 'zod';
import { isNetwork } from './mutual-tls/trusted-proxies.js';

/** A setting that names a file; its value is the file's content, read once at boot. */
export const fileContent = z
  .string()
  .transform((path, context) => contentOf(path, context) ?? z.NEVER);

function contentOf(path: string, context: z.core.$RefinementCtx): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    context.addIssue({
      code: 'custom',
      message: `cannot read ${path}: ${(cause as Error).message}`,
    });
    return undefined;
  }
}

/** A secret given in the environment itself, beside the file that it would be in. */
class GivenSecret {
  constructor(
    readonly text: string,
    readonly file: string | undefined,
  ) {}
}

/** 32 random bytes or more in base64url, from which an app derives its keys: in the file that is named, or `SANDBANK_SECRET`. */
export const secretFile = z
  .union([z.string(), z.instanceof(GivenSecret)], 'name a file, or set SANDBANK_SECRET instead')
  .transform((source, context) => {
    if (source instanceof GivenSecret && source.file !== undefined) {
      const message = 'only one of SANDBANK_SECRET and SANDBANK_SECRET_FILE may be set';
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    const text = source instanceof GivenSecret ? source.text : contentOf(source, context);
    if (text === undefined) return z.NEVER;
    const secret = Buffer.from(text.trim(), 'base64url');
    if (secret.length >= 32) return secret;
    context.addIssue({ code: 'custom', message: 'must hold at least 32 bytes in base64url' });
    return z.NEVER;
  });

/** 32 random bytes or more in base64url, in a file; its value is their digest alone. */
export const tokenDigestFile = fileContent.transform((text, context) => {
  const token = text.trim();
  if (/^[\w-]{43,512}$/.test(token)) return sha256(token);
  context.addIssue({ code: 'custom', message: 'must hold at least 32 bytes in base64url' });
  return z.NEVER;
});

/** What a server that keeps records is told beside. */
export const recordsSettings = {
  /** The token under which its records are read; without it they are not served. Its value is the token's digest. */
  SANDBANK_RECORDS_TOKEN_FILE: tokenDigestFile.optional(),
};

/** A PEM bundle of authorities for clients' certificates. */
const clientAuthoritiesFile = fileContent.superRefine((bundle, context) => {
  try {
    readClientAuthorities(bundle);
  } catch (cause) {
    const message = `is not a bundle of authorities: ${(cause as Error).message}`;
    context.addIssue({ code: 'custom', message });
  }
});

/** IP addresses and networks, separated by commas. */
const networkList = z
  .string()
  .transform((text) => text.split(',').flatMap((network) => network.trim() || []))
  .refine((networks) => networks.every(isNetwork), 'must be IP addresses or networks');

/** `host:port`, separated by commas. */
const hostList = z.string().transform((text, context) => {
  const hosts = text.split(',').map((host) => host.trim().toLowerCase());
  const isWellFormed = (host: string): boolean =>
    /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+):\d{1,5}$/.test(host);
  if (hosts.every(isWellFormed)) return hosts;
  context.addIssue({ code: 'custom', message: 'must be host:port, separated by commas' });
  return z.NEVER;
});

/** An https URL without a trailing slash. */
export const httpsUrl = z.url({ protocol: /^https$/ }).transform((url) => url.replace(/\/+$/, ''));

/** The number of a port. */
export const portNumber = z.coerce.number().int().min(1).max(65535);

/** Settings that every server of this product reads. */
export const serverSettings = z.object({
  SANDBANK_HOST: z.string().min(1).default('localhost'),
  SANDBANK_PORT: portNumber,
  SANDBANK_TLS_CERT_FILE: fileContent,
  SANDBANK_TLS_KEY_FILE: fileContent,
  SANDBANK_CA_FILE: fileContent,
  SANDBANK_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  SANDBANK_DATABASE_PASSWORD_FILE: fileContent.transform((text) => text.trim()).optional(),
  SANDBANK_SECRET_FILE: secretFile,
  /** Hosts that may be fetched from whatever their address and port are: the installation's own. */
  SANDBANK_FETCH_ALLOWED_HOSTS: hostList.optional(),
  SANDBANK_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  SANDBANK_AUTHORIZATION_SERVER_URL: httpsUrl,
  SANDBANK_RESOURCE_SERVER_URL: httpsUrl,
  SANDBANK_PORTAL_URL: httpsUrl,
  /** The directory of third-party providers: whose statements and client certificates are believed, if there is one. */
  SANDBANK_DIRECTORY_URL: httpsUrl.optional(),
  /** The listener that asks clients for certificates; there is none without it. */
  SANDBANK_MTLS_PORT: portNumber.optional(),
  /** Authorities whose clients are believed. */
  SANDBANK_CLIENT_CA_FILE: clientAuthoritiesFile.optional(),
  SANDBANK_AUTHORIZATION_SERVER_MTLS_URL: httpsUrl.optional(),
  SANDBANK_RESOURCE_SERVER_MTLS_URL: httpsUrl.optional(),
  /** Proxies whose `Client-Cert` (RFC 9440) and `X-Forwarded-For` are believed: IP addresses and networks. */
  SANDBANK_TRUSTED_PROXIES: networkList.optional(),
});

export type ServerSettings = z.output<typeof serverSettings>;

/** Thrown at boot: every problem of the settings at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

function withGivenSecret(environment: NodeJS.ProcessEnv): Readonly<Record<string, unknown>> {
  const { SANDBANK_SECRET: text, SANDBANK_SECRET_FILE: file } = environment;
  if (text === undefined) return environment;
  return { ...environment, SANDBANK_SECRET_FILE: new GivenSecret(text, file) };
}

/** Parses the process environment once; the result is frozen. Throws `ConfigError`. */
export function loadConfig<T extends z.ZodType<object>>(
  schema: T,
  environment: NodeJS.ProcessEnv = process.env,
): Readonly<z.output<T>> {
  const parsed = schema.safeParse(withGivenSecret(environment));
  if (parsed.success) return Object.freeze(parsed.data);
  const problems = parsed.error.issues.map(
    (issue) => `  ${issue.path.join('.')}: ${issue.message}`,
  );
  throw new ConfigError(`the settings are not usable:\n${problems.join('\n')}`);
}
