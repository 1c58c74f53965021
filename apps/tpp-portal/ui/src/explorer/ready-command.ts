import type { OperationForm } from './operation-form.js';
import { filledIn, targetOf } from './operation-form.js';

/** A call that a developer makes with a key that is theirs alone. */
export interface OwnCall {
  readonly form: OperationForm;
  readonly values: Readonly<Record<string, string>>;
  /** JSON, as it was filled in. */
  readonly body: string | undefined;
  readonly constraint: 'dpop' | 'mtls';
  readonly apiBase: string;
  readonly mtlsApiBase: string;
  readonly issuer: string;
  readonly clientId: string;
}

/** A text for a POSIX shell: between single quotes nothing is read but the quote. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const urlOf = ({ form, values, constraint, apiBase, mtlsApiBase }: OwnCall): string =>
  `${constraint === 'mtls' ? mtlsApiBase : apiBase}${targetOf(form, values)}`;

function headersOf({ form, values, body }: OwnCall): [name: string, value: string][] {
  const own = form.fields.filter(({ place }) => place === 'header').map(({ name }) => name);
  return [
    ['accept', form.accept],
    ...Object.entries(filledIn(values)).filter(([name]) => own.includes(name)),
    ...(body === undefined ? [] : [['content-type', 'application/json'] as [string, string]]),
  ];
}

/** The call by curl: with the certificate, or with a proof for each request and the server's nonce. */
export function curlCommand(call: OwnCall): string {
  const { form, body, constraint } = call;
  const common = [
    `--request ${form.method}`,
    '--cacert ca.pem',
    ...headersOf(call).map(([name, value]) => `--header ${shellQuoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-raw ${shellQuoted(body)}`]),
  ];
  const join = (lines: readonly string[]): string => lines.join(' \\\n    ');
  if (constraint === 'mtls') {
    return [
      `# The token that your program got, bound to the certificate below (RFC 8705).`,
      `export ACCESS_TOKEN=…`,
      '',
      join([
        `curl --include ${shellQuoted(urlOf(call))}`,
        '--cert transport.pem --key transport.key',
        '--header "authorization: Bearer $ACCESS_TOKEN"',
        ...common,
      ]),
      '',
    ].join('\n');
  }
  return [
    '# The token that your program got, and the key it is bound to as a private JWK (RFC 9449).',
    'export ACCESS_TOKEN=…',
    `URL=${shellQuoted(urlOf(call))}`,
    '',
    'call() {',
    `  PROOF=$(node dpop-proof.mjs dpop-key.json ${form.method} "$URL" "$ACCESS_TOKEN" "$1")`,
    `  ${join([
      'curl --silent --dump-header headers.txt "$URL"',
      '--header "authorization: DPoP $ACCESS_TOKEN" --header "dpop: $PROOF"',
      ...common,
    ])}`,
    '}',
    '',
    '# The first answer tells the nonce that the second proof carries.',
    'call "" > answer.json',
    `NONCE=$(sed -n 's/^dpop-nonce: *//Ip' headers.txt | tr -d '\\r' | tail -n 1)`,
    `if head -n 1 headers.txt | grep -q ' 401' && [ -n "$NONCE" ]; then call "$NONCE" > answer.json; fi`,
    'cat headers.txt answer.json',
    '',
  ].join('\n');
}

/** Makes one DPoP proof (RFC 9449 4.2) with what Node brings along. */
export const proofScript = `// node dpop-proof.mjs <private JWK file> <method> <url> <access token> [nonce]
import { createHash, createPrivateKey, createPublicKey, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [file, htm, url, token, nonce] = process.argv.slice(2);
const key = createPrivateKey({ key: JSON.parse(readFileSync(file, 'utf8')), format: 'jwk' });
const { kty, crv, x, y } = createPublicKey(key).export({ format: 'jwk' });
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const header = encoded({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } });
const payload = encoded({
  jti: randomUUID(),
  iat: Math.floor(Date.now() / 1000),
  htm,
  htu: url.split(/[?#]/)[0],
  ath: createHash('sha256').update(token).digest('base64url'),
  ...(nonce ? { nonce } : {}),
});
const signature = sign('sha256', Buffer.from(\`\${header}.\${payload}\`), {
  key,
  dsaEncoding: 'ieee-p1363',
});
console.log(\`\${header}.\${payload}.\${signature.toString('base64url')}\`);
`;

/** The call with openid-client, which makes proofs and remembers nonces. */
export function typescriptCall(call: OwnCall): string {
  const { form, body, constraint, issuer, clientId } = call;
  const headers = Object.fromEntries(headersOf(call));
  const lines = (value: unknown): string => JSON.stringify(value, null, 2);
  return [
    `import * as openid from 'openid-client';`,
    ...(constraint === 'mtls'
      ? [
          `import { readFileSync } from 'node:fs';`,
          `import { Agent, fetch as fetchWith } from 'undici';`,
        ]
      : []),
    '',
    '// Run it with NODE_EXTRA_CA_CERTS=ca.pem. The client is yours, and so is the token that it got.',
    `const config = await openid.discovery(new URL(${lines(issuer)}), ${lines(clientId)});`,
    ...(constraint === 'mtls'
      ? [
          `const dispatcher = new Agent({`,
          `  connect: {`,
          `    ca: readFileSync('ca.pem'),`,
          `    cert: readFileSync('transport.pem'),`,
          `    key: readFileSync('transport.key'),`,
          `  },`,
          `});`,
          `config[openid.customFetch] = (url, options) => fetchWith(url, { ...options, dispatcher });`,
        ]
      : [
          '// The pair that the token is bound to, as CryptoKeys.',
          'const DPoP = openid.getDPoPHandle(config, dpopKeyPair);',
        ]),
    '',
    'const response = await openid.fetchProtectedResource(',
    '  config,',
    '  accessToken,',
    `  new URL(${lines(urlOf(call))}),`,
    `  ${lines(form.method)},`,
    `  ${body === undefined ? 'null' : bodyLiteral(body)},`,
    `  new Headers(${indented(lines(headers))}),`,
    ...(constraint === 'mtls' ? [] : ['  { DPoP },']),
    ');',
    'console.log(response.status, await response.text());',
    '',
  ].join('\n');
}

/** What is JSON stands there to be read and changed; everything else, which a link may have brought, is a string. */
function bodyLiteral(body: string): string {
  try {
    JSON.parse(body);
    return `JSON.stringify(${indented(body)})`;
  } catch {
    return JSON.stringify(body);
  }
}

const indented = (text: string): string => text.replaceAll('\n', '\n  ');
