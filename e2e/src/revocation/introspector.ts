import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as client from 'openid-client';
import type { SandboxDescription } from '../sandbox/description.js';
import type { Bank } from '../sandbox/sandbox.js';

/** Asks the bank what a token is worth, as the bank's own API may. */
export async function introspector(home: string, description: SandboxDescription, bank: Bank) {
  const api = description.resource_servers.find(({ bank: slug }) => slug === bank.slug)!;
  const file = readFileSync(resolve(home, api.jwks_file), 'utf8');
  const { keys } = JSON.parse(file) as { keys: (JsonWebKey & { kid: string })[] };
  const jwk = keys[0]!;
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']);
  const authentication = client.PrivateKeyJwt({ key, kid: jwk.kid });
  const issuer = new URL(bank.issuer);
  const config = await client.discovery(issuer, api.client_id, {}, authentication);
  return (token: string) => client.tokenIntrospection(config, token);
}
