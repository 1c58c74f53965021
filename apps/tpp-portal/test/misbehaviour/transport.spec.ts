import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setDefaultCACertificates } from 'node:tls';
import { issueTls, testTls } from '@sandbank/testing';
import { tlsFetch } from '../../src/banks/tls-fetch.js';
import type { Manners } from '../bank/manners.js';
import { drive } from '../drive.js';
import { startPortal, type RunningPortal } from '../running-portal.js';

let portal: RunningPortal;

beforeAll(async () => {
  portal = await startPortal(1, { bankTimeoutSeconds: 1 });
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => {
  portal.bank.manners = {};
});

const huge = 'x'.repeat(300_000);

describe('an answer that is broken', () => {
  it.each<[string, Manners]>([
    ['never comes', { token: { status: 200, broken: 'never' } }],
    [
      'stops in the middle',
      { token: { status: 200, text: '{"access_token":"a"}', broken: 'half' } },
    ],
    ['is torn off', { token: { status: 200, text: huge.slice(0, 1000), broken: 'torn' } }],
    ['is too large', { token: { status: 200, json: { access_token: huge } } }],
    ['is no JSON', { token: { status: 200, text: '\0\u0001{' } }],
    [
      'is of another type',
      { token: { status: 200, headers: { 'content-type': 'text/html' }, text: '<p>' } },
    ],
    ['has headers without end', { token: { status: 200, headers: { 'x-long': huge }, json: {} } }],
    ['is a fault', { token: { status: 503, text: 'later' } }],
  ])('%s: the journey ends with a sentence, and no resource is called', async (_, manners) => {
    portal.bank.manners = manners;
    const { outcome, resourceCalls } = await drive(portal);
    expect(outcome).toMatchObject({
      status: 'failed',
      error: 'bank_unavailable',
      error_description: expect.stringMatching(/^The bank.*\.$/),
    });
    expect(resourceCalls).toBe(0);
    portal.bank.manners = {};
    expect((await drive(portal)).outcome).toMatchObject({ status: 'connected' });
  });

  it('at the API does not end the connection', async () => {
    const browser = portal.browser();
    await browser.connect(portal.bank);
    for (const broken of ['never', 'half', 'torn'] as const) {
      portal.bank.manners = { resource: { status: 200, text: huge, broken } };
      const answer = await browser.send('/api/banks/harbour/accounts');
      expect([answer.status, answer.json()['error']]).toEqual([502, 'bank_unavailable']);
    }
    portal.bank.manners = {};
    expect((await browser.send('/api/banks/harbour/accounts')).status).toBe(200);
  });
});

describe('a server behind a certificate', () => {
  const get = { method: 'GET', headers: {} };
  const serve = async (options: object): Promise<{ port: number; close: () => void }> => {
    const server = createServer(options, (_, response) => response.end('{}'));
    await new Promise<void>((resolve) => server.listen(0, resolve));
    return { port: (server.address() as AddressInfo).port, close: () => server.close() };
  };

  it('SP-5.2.1-5 of another host, or of nobody known, is not spoken to', async () => {
    const [known, stranger] = [await testTls(), await issueTls()];
    setDefaultCACertificates([known.ca]);
    const fetch = tlsFetch({});
    const ours = await serve(known);
    const theirs = await serve(stranger);
    await expect(fetch(`https://127.0.0.2:${ours.port}/`, get)).rejects.toMatchObject({
      name: 'NoAnswer',
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    await expect(fetch(`https://localhost:${theirs.port}/`, get)).rejects.toMatchObject({
      name: 'NoAnswer',
      code: expect.stringMatching(/CERT|SELF_SIGNED|UNABLE/),
    });
    expect((await fetch(`https://localhost:${ours.port}/`, get)).status).toBe(200);
    fetch.close();
    ours.close();
    theirs.close();
  });

  it('whose authority is pinned is believed, and no other', async () => {
    const [known, pinned] = [await testTls(), await issueTls()];
    setDefaultCACertificates([known.ca]);
    const fetch = tlsFetch({ ca: pinned.ca });
    const ours = await serve(known);
    const theirs = await serve(pinned);
    expect((await fetch(`https://localhost:${theirs.port}/`, get)).status).toBe(200);
    await expect(fetch(`https://localhost:${ours.port}/`, get)).rejects.toMatchObject({
      name: 'NoAnswer',
    });
    fetch.close();
    ours.close();
    theirs.close();
  });

  it.each([
    ['TLS 1.1', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }],
    ['a suite without forward secrecy', { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' }],
    ['CBC', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA256' }],
    ['SHA-1', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA' }],
  ])('SP-5.2.2-2 that offers %s alone is not spoken to', async (_, weak) => {
    const tls = await testTls();
    setDefaultCACertificates([tls.ca]);
    const server = await serve({ ...tls, ...weak });
    const fetch = tlsFetch({});
    await expect(fetch(`https://localhost:${server.port}/`, get)).rejects.toMatchObject({
      name: 'NoAnswer',
    });
    fetch.close();
    server.close();
  });

  it('SP-5.2.2-2 that offers a suite of BCP 195 is', async () => {
    const tls = await testTls();
    setDefaultCACertificates([tls.ca]);
    const suite = { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' };
    const server = await serve({ ...tls, ...suite });
    const fetch = tlsFetch({});
    expect((await fetch(`https://localhost:${server.port}/`, get)).status).toBe(200);
    fetch.close();
    server.close();
  });
});
