import { slugOf } from '../keys/key-file.js';
import type { App, Profile, SnippetClient } from '../types.js';
import { usesCertificate } from '../wizard/draft.js';
import { authorizationDetails, expiryMark } from './authorization-details.js';
import type { SnippetSetting } from './fill-snippet.js';

export type Language = 'typescript' | 'python' | 'curl';

/** Names of the files that a snippet reads. */
export const caFileName = 'sandbank-ca.pem';
export const certificateFileName = (appName: string): string => `${slugOf(appName)}.transport.pem`;

interface Dialect {
  readonly words: string;
  readonly ending: string;
  /** A text between single quotes. */
  readonly quoted: (text: string) => string;
  /** An expression for a moment ninety days ahead. */
  readonly expiry: string;
  readonly indent: number;
}

const escaped = (text: string): string => text.replace(/[\\']/g, '\\$&');

/** What differs from one language to another. */
export const dialects: Readonly<Record<Language, Dialect>> = {
  typescript: {
    words: 'TypeScript',
    // A module whatever a package.json beside it says.
    ending: 'mts',
    quoted: escaped,
    expiry: 'new Date(Date.now() + 90 * 86_400_000).toISOString().replace(/\\.\\d+/, "")',
    indent: 6,
  },
  python: {
    words: 'Python',
    ending: 'py',
    quoted: escaped,
    expiry: '(datetime.now(timezone.utc) + timedelta(days=90)).strftime("%Y-%m-%dT%H:%M:%SZ")',
    indent: 4,
  },
  curl: {
    words: 'curl',
    ending: 'sh',
    quoted: (text) => text.replaceAll("'", `'\\''`),
    expiry: '(now + 90 * 86400 | strftime("%Y-%m-%dT%H:%M:%SZ"))',
    indent: 2,
  },
};

const webCryptoAlgorithms = {
  ES256: `{ name: 'ECDSA', namedCurve: 'P-256' }`,
  PS256: `{ name: 'RSA-PSS', hash: 'SHA-256' }`,
  EdDSA: `{ name: 'Ed25519' }`,
} as const;

export interface SnippetOf {
  readonly app: Pick<App, 'id' | 'name' | 'roles' | 'redirectUris'>;
  readonly profile: Profile;
  readonly client: SnippetClient;
  readonly scope: string;
  readonly keyFile: string;
  /** Origin of the portal. */
  readonly portal: string;
}

/** All that a template needs for one client, in one language. */
export function snippetSetting(language: Language, of: SnippetOf): SnippetSetting {
  const { app, profile, client, keyFile } = of;
  const { quoted, ending } = dialects[language];
  const shows = usesCertificate(profile);
  const byKey = profile.authentication === 'private_key_jwt';
  const isDpop = profile.constraint === 'dpop';
  const certificate = certificateFileName(app.name);
  const texts = {
    ...{ issuer: client.issuer, clientId: client.clientId, scope: of.scope, keyFile },
    redirectUri: app.redirectUris[0] ?? '',
    apiBase: isDpop ? client.apiBase : client.mtlsApiBase,
    authorizationEndpoint: client.authorizationEndpoint,
    tokenEndpoint: shows ? client.mtlsTokenEndpoint : client.tokenEndpoint,
    parEndpoint: shows ? client.mtlsParEndpoint : client.parEndpoint,
    idTokenAlgorithm: client.idTokenAlgorithm,
    ...{ certificateFile: certificate, caFile: caFileName },
  };
  return {
    values: {
      ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, quoted(text)])),
      appName: oneLine(app.name),
      bankName: oneLine(client.bankName),
      ...{ appId: app.id, portal: of.portal },
      fileName: `${slugOf(app.name)}-${client.bank}.${ending}`,
      files: [keyFile, caFileName, ...(shows ? [certificate] : [])].join(', '),
      usesMtls: String(shows),
      algorithm: profile.algorithm,
      webCryptoAlgorithm: webCryptoAlgorithms[profile.algorithm],
      tokenType: isDpop ? 'DPoP' : 'Bearer',
      authorizationDetails: detailsText(language, app),
    },
    flags: {
      ...{ dpop: isDpop, mtls: shows, key: byKey, certificate: !byKey },
      signs: isDpop || byKey,
      accounts: app.roles[0] === 'AISP',
    },
  };
}

function detailsText(language: Language, { roles }: Pick<App, 'roles'>): string {
  const { expiry, indent, quoted } = dialects[language];
  const text = JSON.stringify(authorizationDetails(roles), null, 2)
    .replaceAll(`"${expiryMark}"`, expiry)
    .replaceAll('\n', `\n${' '.repeat(indent)}`);
  return language === 'curl' ? quoted(text) : text;
}

const oneLine = (text: string): string => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ');
