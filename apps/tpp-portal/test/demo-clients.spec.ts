import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newKey, selfSignedCertificate } from '@sandbank/testing';
import { demoClients } from '../src/demo-clients.js';

let folder: string;
const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

let harbour: Record<string, unknown>;
let lighthouse: Record<string, unknown>;
let certificates: { cert: string; key: string }[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sandbank-clients-'));
  const registration = async (bank: string) => ({
    bank,
    bank_name: bank,
    issuer: `https://as.example/${bank}`,
    resource_base: `https://rs.example/${bank}`,
    client_id: 'tally',
    client_name: 'Tally',
    redirect_uri: 'https://portal.example/callback',
    jwks_file: file(`${bank}.jwks.json`, JSON.stringify({ keys: [await newKey()] })),
  });
  harbour = await registration('harbour');
  lighthouse = await registration('lighthouse');
  const made = [
    await selfSignedCertificate({ subject: 'CN=a' }),
    await selfSignedCertificate({ subject: 'CN=b' }),
  ];
  certificates = made.map(({ cert, key }, index) => ({
    cert: file(`${index}.pem`, cert),
    key: file(`${index}-key.pem`, key),
  }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const problems = (...clients: object[]): string[] => {
  const parsed = demoClients.safeParse({ clients });
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
};
const certificate = (index: number) => ({
  token_endpoint_auth_method: 'tls_client_auth',
  jwks_file: undefined,
  tls_certificate_file: certificates[index]!.cert,
  tls_key_file: certificates[index]!.key,
});

describe('the registrations of the portal, at its start', () => {
  it('may be several, each with its own issuer and key', () => {
    expect(problems(harbour, lighthouse)).toEqual([]);
    expect(
      problems({ ...harbour, ...certificate(0) }, { ...lighthouse, ...certificate(1) }),
    ).toEqual([]);
  });

  it.each<[string, () => object[], string]>([
    [
      'RFC9207-2.4-issuers two banks with one issuer',
      () => [harbour, { ...lighthouse, issuer: harbour['issuer'] }],
      'harbour and lighthouse have one issuer',
    ],
    [
      'RFC9207-2.4-issuers two that differ in capitals of the host alone',
      () => [harbour, { ...lighthouse, issuer: 'https://AS.example/harbour' }],
      'harbour and lighthouse have one issuer',
    ],
    [
      'SP-6.3 one key at two banks',
      () => [harbour, { ...lighthouse, jwks_file: harbour['jwks_file'] }],
      'harbour and lighthouse know one key of ours',
    ],
    [
      'SP-6.3 one certificate at two banks',
      () => [
        { ...harbour, ...certificate(0) },
        { ...lighthouse, ...certificate(0) },
      ],
      'harbour and lighthouse know one certificate of ours',
    ],
    [
      'two banks of one name',
      () => [harbour, { ...lighthouse, bank: 'harbour' }],
      'harbour and harbour are registered under one name',
    ],
    [
      'no key for private_key_jwt',
      () => [{ ...harbour, jwks_file: undefined }],
      'private_key_jwt needs',
    ],
    [
      'no certificate for mutual TLS',
      () => [{ ...harbour, token_endpoint_auth_method: 'tls_client_auth' }],
      'mutual TLS needs',
    ],
    [
      'no certificate to bind tokens to',
      () => [{ ...harbour, tls_client_certificate_bound_access_tokens: true }],
      'mutual TLS needs',
    ],
    [
      'a key that is not the certificate’s',
      () => [{ ...harbour, ...certificate(0), tls_key_file: certificates[1]!.key }],
      'is not the key of',
    ],
    [
      'an issuer without TLS',
      () => [{ ...harbour, issuer: 'http://as.example/harbour' }],
      'Invalid URL',
    ],
    [
      'an issuer with a query',
      () => [{ ...harbour, issuer: 'https://as.example/?a=b' }],
      'no query',
    ],
    [
      'a client secret’s method',
      () => [{ ...harbour, token_endpoint_auth_method: 'client_secret_basic' }],
      'Invalid option',
    ],
    [
      'RS256 for ID tokens',
      () => [{ ...harbour, id_token_signed_response_alg: 'RS256' }],
      'Invalid option',
    ],
    [
      'none for ID tokens',
      () => [{ ...harbour, id_token_signed_response_alg: 'none' }],
      'Invalid option',
    ],
  ])('are refused with %s', (_, clients, message) => {
    expect(problems(...clients()).join('\n')).toContain(message);
  });
});
