import type * as openid from 'openid-client';
import type { Check } from '../flow/hop.js';
import type { Bank } from './bank.js';
import { equal, strings } from './checking.js';

type Metadata = Readonly<openid.ServerMetadata>;

/** What a metadata document must promise before the demo app talks to its issuer. */
export const metadataChecks = (bank: Bank, metadata: Metadata): Check[] => [
  equal('SP-5.3.3.1-11', 'the issuer is the one that was configured', bank.issuer, metadata.issuer),
  ...usedEndpoints(bank, metadata).map(({ name, url }) => isOverTls(name, url)),
  {
    clause: 'SP-5.3.3.2-1',
    what: 'the code grant is supported',
    passed: strings(metadata.response_types_supported).includes('code'),
  },
  {
    clause: 'RFC 9207 2.4',
    what: 'every authorization response will name its issuer',
    passed: metadata.authorization_response_iss_parameter_supported === true,
  },
  {
    clause: 'SP-5.3.3.2-3',
    what: 'PKCE with S256 is supported',
    passed: strings(metadata.code_challenge_methods_supported).includes('S256'),
  },
  offers(
    'SP-5.3.3.1-2',
    'the client’s way to authenticate is supported',
    metadata.token_endpoint_auth_methods_supported,
    bank.authentication.method,
  ),
  bank.senderConstraint === 'mtls'
    ? {
        clause: 'RFC 8705 3.3',
        what: 'tokens can be bound to a certificate',
        passed: metadata.tls_client_certificate_bound_access_tokens === true,
      }
    : offers(
        'SP-5.3.3.1-1',
        'DPoP proofs with ES256 are accepted',
        metadata['dpop_signing_alg_values_supported'],
        'ES256',
      ),
];

/** Endpoints that will be called, by the name of their member: the alias where mutual TLS is used. */
export function usedEndpoints(bank: Bank, metadata: Metadata): { name: string; url: unknown }[] {
  const names = [
    'pushed_authorization_request_endpoint',
    'token_endpoint',
    ...['userinfo_endpoint', 'revocation_endpoint'].filter((name) => name in metadata),
  ];
  const browsed = ['authorization_endpoint', ...(asksForIdToken(bank) ? ['jwks_uri'] : [])];
  return [
    ...browsed.map((name) => ({ name, url: metadata[name] })),
    ...names.map((name) => ({ name, url: endpoint(bank, metadata, name) })),
  ];
}

/** The address of an endpoint that is called with client authentication or a token (RFC 8705 5). */
export function endpoint(bank: Bank, metadata: Metadata, name: string): unknown {
  const aliases = bank.usesMutualTls
    ? (metadata.mtls_endpoint_aliases as Readonly<Record<string, unknown>> | undefined)
    : undefined;
  return aliases?.[name] ?? metadata[name];
}

const asksForIdToken = ({ scope }: Bank): boolean => scope.split(' ').includes('openid');

const isOverTls = (name: string, url: unknown): Check => ({
  clause: 'SP-5.2.1-1',
  what: `${name} is an address over TLS`,
  passed: typeof url === 'string' && URL.canParse(url) && new URL(url).protocol === 'https:',
  expected: 'https://…',
  received: typeof url === 'string' ? url : JSON.stringify(url ?? null),
});

/** What is published must hold the value; what is not published promises nothing either way. */
const offers = (clause: string, what: string, published: unknown, value: string): Check => ({
  clause,
  what,
  passed: published === undefined || strings(published).includes(value),
  expected: value,
  received: JSON.stringify(published ?? null),
});
