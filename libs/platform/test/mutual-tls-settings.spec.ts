import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSignedCertificate, testClientAuthority } from '@sandbank/testing';
import fc from 'fast-check';
import { ConfigError, loadConfig, mutualTlsOf, serverSettings } from '../src/index.js';
import {
  ClientCertFieldError,
  readClientCertFields,
} from '../src/mutual-tls/client-cert-fields.js';

const schema = serverSettings.pick({
  SANDBANK_MTLS_PORT: true,
  SANDBANK_CLIENT_CA_FILE: true,
  SANDBANK_TRUSTED_PROXIES: true,
  SANDBANK_AUTHORIZATION_SERVER_MTLS_URL: true,
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbank-mutual-tls-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (content: string): string => {
  const path = join(folder, 'client-ca.pem');
  writeFileSync(path, content);
  return path;
};

describe('the settings of mutual TLS', () => {
  it('name authorities, port and proxies', async () => {
    const { ca } = await testClientAuthority();
    const settings = loadConfig(schema, {
      SANDBANK_MTLS_PORT: '9443',
      SANDBANK_CLIENT_CA_FILE: file(ca),
      SANDBANK_TRUSTED_PROXIES: '192.0.2.7, 2001:db8::/32,',
      SANDBANK_AUTHORIZATION_SERVER_MTLS_URL: 'https://mtls.bank.example/',
    });
    expect(settings).toMatchObject({
      SANDBANK_MTLS_PORT: 9443,
      SANDBANK_AUTHORIZATION_SERVER_MTLS_URL: 'https://mtls.bank.example',
    });
    const trustedProxies = ['192.0.2.7', '2001:db8::/32'];
    expect(mutualTlsOf(settings)).toEqual({ clientAuthorities: ca, trustedProxies });
  });

  it('may be absent, and then no certificate is read', () => {
    expect(mutualTlsOf(loadConfig(schema, {}))).toBeUndefined();
  });

  it.each([
    ['a port', { SANDBANK_MTLS_PORT: 9443 }],
    ['proxies', { SANDBANK_TRUSTED_PROXIES: ['192.0.2.7'] }],
  ])('are refused with %s and no authorities', (_what, settings) => {
    expect(() => mutualTlsOf(settings)).toThrow(ConfigError);
  });

  it.each<[string, () => Promise<NodeJS.ProcessEnv>]>([
    ['an empty bundle', async () => ({ SANDBANK_CLIENT_CA_FILE: file('') })],
    [
      'a bundle with a certificate that is no authority',
      async () => ({ SANDBANK_CLIENT_CA_FILE: file((await selfSignedCertificate()).cert) }),
    ],
    ['a bundle that is missing', async () => ({ SANDBANK_CLIENT_CA_FILE: '/none' })],
    ['a proxy by name', async () => ({ SANDBANK_TRUSTED_PROXIES: 'proxy.bank.example' })],
    ['a network that is none', async () => ({ SANDBANK_TRUSTED_PROXIES: '192.0.2.0/33' })],
    ['a port that is none', async () => ({ SANDBANK_MTLS_PORT: '0' })],
    ['a URL in clear', async () => ({ SANDBANK_AUTHORIZATION_SERVER_MTLS_URL: 'http://a' })],
  ])('are refused with %s, by name', async (_what, make) => {
    const environment = await make();
    const [name = ''] = Object.keys(environment);
    expect(() => loadConfig(schema, environment)).toThrow(new RegExp(`${name}: `));
  });
});

describe('the fields of RFC 9440', () => {
  const read = (headersDistinct: Record<string, string[]>) =>
    readClientCertFields({ headersDistinct } as unknown as IncomingMessage);

  it('come back as the octets that were written', () => {
    const octets = fc.uint8Array({ minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(octets, fc.array(octets, { maxLength: 8 }), fc.boolean(), (der, chain, bare) => {
        const item = (bytes: Uint8Array): string => {
          const base64 = Buffer.from(bytes).toString('base64');
          return `:${bare ? base64.replace(/=+$/, '') : base64}:`;
        };
        const list = chain.length === 0 ? {} : { 'client-cert-chain': chain.map(item) };
        expect(read({ 'client-cert': [item(der)], ...list })).toMatchObject({
          certificate: Buffer.from(der),
          chain: chain.map((each) => Buffer.from(each)),
        });
      }),
    );
  });

  it('are read or refused, and nothing else happens', () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from(':=,; "AZaz09+/-_\t?')),
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 2 }), text, (items, chain) => {
        try {
          read({ ...(items.length > 0 && { 'client-cert': items }), 'client-cert-chain': [chain] });
        } catch (error) {
          expect(error).toBeInstanceOf(ClientCertFieldError);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
