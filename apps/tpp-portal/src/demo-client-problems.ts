import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import type { DemoClient } from './demo-clients.js';

/**
 * What is wrong with a set of registrations, one sentence each. Two issuers of one name could be mixed up
 * (RFC 9207 2.4); a key or certificate that two banks know would make one bank's token useful at the other (SP-6.3).
 */
export function demoClientProblems(clients: readonly DemoClient[]): string[] {
  return [
    ...clients.flatMap(incomplete),
    ...repeated(clients, 'are registered under one name', ({ bank }) => [bank]),
    ...repeated(clients, 'have one issuer', ({ issuer }) => [new URL(issuer).href]),
    ...repeated(clients, 'know one key of ours', publicKeysOf),
    ...repeated(clients, 'know one certificate of ours', certificateKeyOf),
  ];
}

const incomplete = (client: DemoClient): string[] => {
  const usesKey = client.token_endpoint_auth_method === 'private_key_jwt';
  const usesCertificate = !usesKey || client.tls_client_certificate_bound_access_tokens;
  const { tls_certificate_file: certificate, tls_key_file: key } = client;
  return [
    ...(usesKey && client.jwks_file === undefined ? ['private_key_jwt needs jwks_file'] : []),
    ...(usesCertificate && (certificate === undefined || key === undefined)
      ? ['mutual TLS needs tls_certificate_file and tls_key_file']
      : []),
    ...(certificate !== undefined && key !== undefined && !belongTogether(certificate, key)
      ? ['tls_key_file is not the key of tls_certificate_file']
      : []),
    ...(client.rejection_endpoints.every((url) => isOfBank(client, url))
      ? []
      : ['rejection_endpoints are below the issuer or at the origin of resource_base']),
  ].map((problem) => `${client.bank}: ${problem}`);
};

const isOfBank = ({ issuer, resource_base }: DemoClient, url: string): boolean =>
  url.startsWith(`${issuer}/`) || new URL(url).origin === new URL(resource_base).origin;

const belongTogether = (certificate: string, key: string): boolean => {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
};

const publicKeysOf = ({ jwks_file }: DemoClient): string[] =>
  (jwks_file?.keys ?? []).map(({ kty, crv, x, y, n, e }) =>
    JSON.stringify({ kty, crv, x, y, n, e }),
  );

const certificateKeyOf = ({ tls_certificate_file: pem }: DemoClient): string[] => {
  try {
    return pem === undefined
      ? []
      : [createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString()];
  } catch {
    return [];
  }
};

const repeated = (
  clients: readonly DemoClient[],
  what: string,
  marksOf: (client: DemoClient) => string[],
): string[] => {
  const first = new Map<string, DemoClient>();
  return clients.flatMap((client) =>
    marksOf(client).flatMap((mark) => {
      const known = first.get(mark);
      first.set(mark, known ?? client);
      return known === undefined || known === client
        ? []
        : [`${known.bank} and ${client.bank} ${what}`];
    }),
  );
};
