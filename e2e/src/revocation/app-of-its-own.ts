import { randomUUID } from 'node:crypto';
import { command } from '../sandbox/operator-command.js';
import type { AppClient } from '../sandbox/script-app.js';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };

/** Registers a client that nobody else uses: it may be frozen, and it may end its grants. */
export async function appOfItsOwn(bank: string): Promise<AppClient> {
  const id = `client-${randomUUID()}`;
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const jwk = async (key: CryptoKey) => ({
    ...(await crypto.subtle.exportKey('jwk', key)),
    ...{ kid: `${id}-1`, alg: 'ES256' },
  });
  const client: AppClient = {
    client_id: id,
    redirect_uris: [`https://${id}.localhost/callback`],
    jwks: { keys: [await jwk(keys.privateKey)] },
  };
  const metadata = JSON.stringify({
    ...client,
    client_name: `App ${id}`,
    scope: 'openid accounts grant_management_query grant_management_revoke',
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    response_types: ['code'],
    authorization_details_types: ['urn:sandbank:account-access:v1'],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    dpop_bound_access_tokens: true,
    jwks: { keys: [await jwk(keys.publicKey)] },
  });
  const added = await command(['client', 'add', '--bank', bank, '--metadata', '-'], metadata);
  if (added.code !== 0) throw new Error(added.complaints);
  return client;
}
