import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import tls, { setDefaultCACertificates } from 'node:tls';
import { testTls, type TestTls } from '@sandbank/testing';
import { dialByDefault, fetchJson, tlsCipherSuites } from '../../src/index.js';

let own: TestTls;
const servers: Server[] = [];
beforeAll(async () => {
  own = await testTls();
  setDefaultCACertificates([own.ca]);
});
const defaults = { version: tls.DEFAULT_MIN_VERSION, ciphers: tls.DEFAULT_CIPHERS };
afterEach(() => {
  tls.DEFAULT_MIN_VERSION = defaults.version;
  tls.DEFAULT_CIPHERS = defaults.ciphers;
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A server that speaks TLS 1.2 with these suites alone. */
async function speaking(ciphers: string): Promise<string> {
  const server = createServer({ ...own, maxVersion: 'TLSv1.2', ciphers }, (_request, response) => {
    response.setHeader('content-type', 'application/json').end('{"heard":true}');
  }).listen(0, 'localhost');
  servers.push(server);
  await once(server, 'listening');
  return `https://localhost:${(server.address() as AddressInfo).port}/`;
}

const weak = [
  'ECDHE-ECDSA-AES128-SHA256',
  'ECDHE-ECDSA-AES256-SHA',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES256-CCM',
];
const good = tlsCipherSuites.filter((suite) => suite.startsWith('ECDHE-ECDSA'));

describe('a call to another server on TLS 1.2 (SP-5.2.2-2)', () => {
  it.each(good)('is made with %s', async (suite) => {
    const url = await speaking(suite);
    expect((await fetchJson(url)).value).toEqual({ heard: true });
    dialByDefault();
    expect(await (await fetch(url)).json()).toEqual({ heard: true });
  });

  it.each(weak)('is not made with %s', async (suite) => {
    const url = await speaking(`${suite}:@SECLEVEL=0`);
    await expect(fetchJson(url)).rejects.toThrow();
    dialByDefault();
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('would be made with a weaker suite if nobody said otherwise', async () => {
    const url = await speaking('ECDHE-ECDSA-AES128-SHA256');
    expect(await (await fetch(url)).json()).toEqual({ heard: true });
  });
});
