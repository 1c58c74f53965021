import { completeJourney, FapiClient, newKey, publicJwk } from '@sandbank/testing';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { maya, redirectUri, startServer, type RunningServer } from '../running-server.js';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

async function clientThatAsksFor(alg: string | undefined): Promise<FapiClient> {
  const key = await newKey();
  const clientId = `client-${alg ?? 'silent'}`;
  const metadata = {
    client_id: clientId,
    client_name: clientId,
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code'],
    scope: 'openid accounts',
    authorization_details_types: ['urn:sandbank:account-access:v1'],
    token_endpoint_auth_method: 'private_key_jwt',
    dpop_bound_access_tokens: true,
    id_token_signed_response_alg: alg,
    jwks: { keys: [publicJwk(key)] },
  };
  await server.database.query(
    `INSERT INTO authorization_server.client (bank, client_id, metadata, status)
     VALUES ('harbour', $1, $2, 'active')`,
    [clientId, JSON.stringify(metadata)],
  );
  return FapiClient.create({
    ...{ issuer: server.issuer, clientId, redirectUri, ca: server.tls.ca, key },
    now: () => server.clock.now(),
  });
}

describe('an ID token', () => {
  it.each([
    ['ES256', 'ES256'],
    ['PS256', 'PS256'],
    ['EdDSA', 'EdDSA'],
    ['Ed25519', 'Ed25519'],
    [undefined, 'ES256'],
  ])('is signed as the client chose: %s (OIDCR-2)', async (chosen, alg) => {
    const client = await clientThatAsksFor(chosen);
    const { tokens, accessToken } = await completeJourney(client, maya);
    const idToken = String(tokens['id_token']);
    const jwks = createRemoteJWKSet(new URL(`${server.issuer}/jwks`));
    const { protectedHeader } = await jwtVerify(idToken, jwks, {
      issuer: server.issuer,
      audience: client.options.clientId,
      currentDate: server.clock.now(),
    });
    expect(protectedHeader.alg).toBe(alg);
    // The bank's own choice for what its resource server reads.
    expect(decodeProtectedHeader(accessToken).alg).toBe('ES256');
    const metadata = await client.discover();
    expect(metadata['id_token_signing_alg_values_supported']).toContain(alg);
  });
});
