import { createHash } from 'node:crypto';
import {
  selfSignedCertificate,
  testClientAuthority,
  type TestCertificate,
} from '@sandbank/testing';
import type { DemoClient } from '../src/portal-settings.js';
import { drive } from './drive.js';
import { startPortal, type RunningPortal } from './running-portal.js';

let issued: TestCertificate;
let selfSigned: TestCertificate;
let portal: RunningPortal | undefined;

beforeAll(async () => {
  issued = await (await testClientAuthority()).issue({ subject: 'CN=tally' });
  selfSigned = await selfSignedCertificate({ subject: 'CN=tally' });
});
afterEach(async () => {
  await portal?.stop();
  portal = undefined;
});

const thumbprint = ({ der }: TestCertificate): string =>
  createHash('sha256').update(der).digest('base64url');

type Method = DemoClient['token_endpoint_auth_method'];

const start = async (
  method: Method,
  boundToCertificate: boolean,
  certificate: TestCertificate,
): Promise<RunningPortal> => {
  portal = await startPortal(1, {
    registration: {
      token_endpoint_auth_method: method,
      tls_client_certificate_bound_access_tokens: boundToCertificate,
      tls_certificate_file: certificate.cert + certificate.chain,
      tls_key_file: certificate.key,
    },
    callsApiByMutualTls: boundToCertificate,
    registered: {
      certificate: method === 'private_key_jwt' ? undefined : thumbprint(certificate),
      boundTo: boundToCertificate ? thumbprint(certificate) : undefined,
    },
  });
  return portal;
};

const aliased = /\/(par|token|userinfo|revoke)$/;

describe('a client of mutual TLS', () => {
  it.each<[Method, boolean, 'issued' | 'self-signed']>([
    ['tls_client_auth', true, 'issued'],
    ['tls_client_auth', false, 'issued'],
    ['self_signed_tls_client_auth', true, 'self-signed'],
    ['self_signed_tls_client_auth', false, 'self-signed'],
    ['private_key_jwt', true, 'issued'],
  ])(
    'SP-5.3.3.1-7 with %s, tokens bound to the certificate: %s, goes to the aliases with its %s certificate',
    async (method, bound, kind) => {
      const certificate = kind === 'issued' ? issued : selfSigned;
      const running = await start(method, bound, certificate);
      const { bank } = running;
      const browser = running.browser();
      const { outcome } = await drive(running, {}, undefined, browser);
      expect(outcome).toMatchObject({ status: 'connected', userinfo: { sub: 'someone' } });
      const [read] = bank.requestsTo('/aisp/accounts').slice(-1);
      expect(read?.certificate).toBe(bound ? thumbprint(certificate) : undefined);
      expect(read?.headers.authorization).toMatch(bound ? /^Bearer / : /^DPoP /);
      running.clock.advance(301);
      await browser.act('DELETE', '/api/banks/harbour/connection');
      const calls = bank.requests.filter(({ url }) => aliased.test(url.pathname));
      expect(new Set(calls.map(({ url }) => url.pathname.split('/').at(-1)))).toEqual(
        new Set(['par', 'token', 'userinfo', 'revoke']),
      );
      expect(new Set(calls.map((call) => call.certificate))).toEqual(
        new Set([thumbprint(certificate)]),
      );
      for (const { headers, form, url } of calls) {
        if (!url.pathname.endsWith('/userinfo')) expect(form.get('client_id')).toBe('client-tally');
        expect(form.has('client_assertion')).toBe(
          method === 'private_key_jwt' && !url.pathname.endsWith('/userinfo'),
        );
        expect(headers['dpop'] === undefined).toBe(bound || url.pathname.endsWith('/revoke'));
        const scheme = headers.authorization?.split(' ')[0];
        expect(scheme).toBe(
          url.pathname.endsWith('/userinfo') ? (bound ? 'Bearer' : 'DPoP') : undefined,
        );
      }
    },
  );

  it('discards a token that is bound to a DPoP key instead', async () => {
    const running = await start('tls_client_auth', true, issued);
    running.bank.manners = { tokenType: 'DPoP' };
    expect((await drive(running)).outcome).toMatchObject({ error: 'untrusted_response' });
  });

  it('does not begin at a bank that binds no token to a certificate', async () => {
    const running = await start('tls_client_auth', true, issued);
    running.bank.manners = { metadata: { tls_client_certificate_bound_access_tokens: false } };
    const answer = await running.browser().act('POST', '/api/flows', { bank: 'harbour' });
    expect(answer.json()).toMatchObject({ upstream: { error: 'untrusted_response' } });
  });

  it('uses an endpoint as it is named where it has no alias', async () => {
    const running = await start('tls_client_auth', false, issued);
    running.bank.manners = { metadata: { mtls_endpoint_aliases: undefined } };
    await running.browser().act('POST', '/api/flows', { bank: 'harbour' });
    const [push] = running.bank.requestsTo('/par');
    expect(push?.url.origin).toBe(new URL(running.bank.issuer).origin);
  });

  it('refuses an alias without TLS', async () => {
    const running = await start('tls_client_auth', false, issued);
    const token_endpoint = 'http://localhost/token';
    running.bank.manners = { metadata: { mtls_endpoint_aliases: { token_endpoint } } };
    const answer = await running.browser().act('POST', '/api/flows', { bank: 'harbour' });
    expect(answer.json()).toMatchObject({ upstream: { error: 'untrusted_response' } });
  });
});

describe('a client without a certificate', () => {
  it('does not use the aliases, and shows none where it is asked', async () => {
    portal = await startPortal();
    await drive(portal);
    const origins = new Set(portal.bank.requestsTo('/token').map(({ url }) => url.origin));
    expect(origins).toEqual(new Set([new URL(portal.bank.issuer).origin]));
    expect(portal.bank.requests.every(({ certificate }) => certificate === undefined)).toBe(true);
  });
});
