import { FapiClient, newKey, publicJwk } from '@sandbank/testing';
import { seedAuthorizationServer } from '../src/seed/seed-authorization-server.js';
import { seedFile } from '../src/seed/seed-file.js';
import { redirectUri, type RunningServer } from './running-server.js';

/** Registers one more client at Harbour, with these members beside the usual ones, and plays its part. */
export async function furtherClient(
  server: RunningServer,
  clientId: string,
  metadata: Readonly<Record<string, unknown>> = {},
): Promise<FapiClient> {
  const key = await newKey();
  const client = {
    bank: 'harbour',
    client_id: clientId,
    client_name: clientId,
    redirect_uris: [redirectUri],
    scope: 'openid profile accounts',
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    authorization_details_types: ['urn:sandbank:account-access:v1'],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    jwks: { keys: [publicJwk(key)] },
    ...metadata,
  };
  await seedAuthorizationServer(
    server.database.connect('authorizationServer'),
    seedFile.parse({ banks: [], customers: [], clients: [client] }),
  );
  return FapiClient.create({
    ...{ issuer: server.issuer, clientId, redirectUri, key, ca: server.tls.ca },
    now: () => server.clock.now(),
  });
}

/** The bank's own API as a caller of introspection. */
export const resourceServerClient = (
  server: RunningServer,
  resource = server.resourceBase,
  clientId = 'client-bank-api',
): Promise<FapiClient> =>
  furtherClient(server, clientId, { resource, grant_types: [], redirect_uris: [], scope: '' });
