import type { OAuthError } from '@sandbank/oauth';

const secretParameters = [
  ...['client_assertion', 'client_secret', 'code', 'code_verifier', 'refresh_token', 'request'],
  ...['request_uri', 'state', 'nonce'],
];
const lengthMin = 8;

/** What a context holds that must not get into a log or an explanation. */
function secretsOf(context: object): string[] {
  const { params, accessToken, token, proof, assertion } = context as {
    params?: Readonly<Record<string, string>>;
    accessToken?: string;
    token?: { signature: Buffer };
    assertion?: { signature: Buffer };
    proof?: { claims: { nonce?: string }; decoded: { signature: Buffer } };
  };
  const found = [
    ...secretParameters.map((name) => params?.[name]),
    accessToken,
    ...[token, assertion, proof?.decoded].map((jws) => jws?.signature.toString('base64url')),
    proof?.claims.nonce,
  ];
  return found.filter((value) => value !== undefined).filter((value) => value.length >= lengthMin);
}

/** The secrets of the request that the refusal gives away. */
export function leakedSecrets(refusal: OAuthError, context: object): string[] {
  const { expected, received, description, message, headers } = refusal;
  const told = JSON.stringify({ expected, received, description, message, headers });
  return secretsOf(context).filter((secret) => told.includes(secret));
}
