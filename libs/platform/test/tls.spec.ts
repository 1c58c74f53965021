import { once } from 'node:events';
import { alerts, issueTls, offer } from '@sandbank/testing';
import { tlsOptions } from '../src/index.js';
import { startMutualServer, type MutualServer } from './mutual-server.js';

const tls12 = {
  'ECDHE-ECDSA-AES128-GCM-SHA256': 0xc02b,
  'ECDHE-ECDSA-AES256-GCM-SHA384': 0xc02c,
  'ECDHE-RSA-AES128-GCM-SHA256': 0xc02f,
  'ECDHE-RSA-AES256-GCM-SHA384': 0xc030,
} as const;
const recommended = Object.values(tls12) as number[];
const tls13 = [0x1301, 0x1302, 0x1303];

/** One of each kind that BCP 195 does not recommend for TLS 1.2 (RFC 9325 4.1, 4.2). */
const refused: [string, number[]][] = [
  ['no encryption', [0x0000, 0x0001, 0x0002, 0x003b, 0xc006, 0xc010]],
  ['no authentication', [0x0018, 0x001b, 0x0034, 0x003a, 0x006c, 0xc018, 0xc019]],
  ['export', [0x0003, 0x0006, 0x0008, 0x0014]],
  ['RC4', [0x0004, 0x0005, 0xc007, 0xc011]],
  ['DES and 3DES', [0x0009, 0x000a, 0x0016, 0xc008, 0xc012]],
  ['key exchange by RSA', [0x002f, 0x0035, 0x003c, 0x003d, 0x009c, 0x009d]],
  ['static Diffie-Hellman', [0x003e, 0x003f, 0x00a0, 0xc025, 0xc02d, 0xc031]],
  ['DHE, with GCM too', [0x0033, 0x0039, 0x0067, 0x006b, 0x009e, 0x009f, 0xccaa]],
  ['ECDHE with CBC', [0xc009, 0xc00a, 0xc013, 0xc014, 0xc023, 0xc024, 0xc027, 0xc028]],
  ['CCM', [0xc09c, 0xc09e, 0xc0ac, 0xc0ad, 0xc0ae, 0xc0af]],
  ['ChaCha20 under TLS 1.2', [0xcca8, 0xcca9]],
  ['Camellia and ARIA', [0xc072, 0xc076, 0xc086, 0xc08a, 0xc05c, 0xc060]],
  ['a pre-shared key', [0x008c, 0x00a8, 0xc035, 0xccab, 0xccac, 0xd001]],
];

describe.each(['ecdsa', 'rsa'] as const)('TLS with an %s certificate', (kind) => {
  let server: MutualServer;
  beforeAll(async () => {
    server = await startMutualServer([], await issueTls(kind));
  });
  afterAll(() => server.stop());

  describe.each(['port', 'mutualPort'] as const)('at the listener of %s', (listener) => {
    const offered = (suites: readonly number[]) => offer(server[listener], { suites });
    const own = Object.entries(tls12).filter(([name]) =>
      name.startsWith(`ECDHE-${kind.toUpperCase()}`),
    );

    it.each(refused)('refuses %s (SP-5.2.2-1)', async (_what, suites) => {
      for (const suite of suites)
        expect([suite, await offered([suite])]).toEqual([
          suite,
          { alert: alerts.handshakeFailure },
        ]);
    });

    it('refuses every suite that a number can name but the recommended ones (SP-5.2.2-1)', async () => {
      const others = Array.from({ length: 0x10000 }, (_, suite) => suite).filter(
        // A signal, and no suite, are 0x00ff and 0x5600.
        (suite) => ![...recommended, 0x00ff, 0x5600].includes(suite),
      );
      for (let at = 0; at < others.length; at += 7000)
        expect(await offered(others.slice(at, at + 7000))).toEqual({
          alert: alerts.handshakeFailure,
        });
    });

    it.each(own)('speaks %s on TLS 1.2 (SP-5.2.2-1)', async (name, suite) => {
      expect(await offered([suite])).toMatchObject({ version: 0x0303, suite });
      const options = { port: server[listener], maxVersion: 'TLSv1.2', ciphers: name } as const;
      const socket = await server.connect(options);
      expect(socket.getCipher().name).toBe(name);
      expect(socket.getEphemeralKeyInfo()).toMatchObject({ type: 'ECDH' });
      socket.destroy();
    });

    it('chooses by its own order', async () => {
      const [small, large] = own.map(([, suite]) => suite);
      expect(await offered([small!, large!])).toMatchObject({ suite: large });
    });

    it.each(tls13)('speaks suite %d of TLS 1.3', async (suite) => {
      const hello = { versions: [0x0304], suites: [suite] };
      expect(await offer(server[listener], hello)).toMatchObject({ version: 0x0304, suite });
    });

    it('prefers TLS 1.3 to 1.2, whatever the order of the client (SP-5.2.1-3)', async () => {
      const hello = { versions: [0x0303, 0x0304], suites: [...recommended, ...tls13] };
      expect(await offer(server[listener], hello)).toMatchObject({ version: 0x0304 });
    });

    it.each([
      ['CCM', 0x1304],
      ['CCM with a short tag', 0x1305],
    ])('refuses %s on TLS 1.3', async (_what, suite) => {
      const hello = { versions: [0x0304], suites: [suite] };
      expect(await offer(server[listener], hello)).toEqual({ alert: alerts.handshakeFailure });
    });

    // To SSL 3.0 OpenSSL answers with the one alert that SSL 3.0 has for it.
    it.each([
      ['SSL 3.0', 0x0300, alerts.handshakeFailure],
      ['TLS 1.0', 0x0301, alerts.protocolVersion],
      ['TLS 1.1', 0x0302, alerts.protocolVersion],
    ])('refuses %s (SP-5.2.1-2)', async (_version, version, alert) => {
      const suites = [...recommended, 0xc009, 0xc013, 0x002f, 0x000a];
      const reply = await offer(server[listener], { version, suites });
      expect(reply).toEqual({ alert });
    });

    it.each(['TLSv1', 'TLSv1.1'] as const)('shakes no hand on %s (SP-5.2.1-2)', async (version) => {
      const connecting = server.connect({
        ...{ port: server[listener], minVersion: version, maxVersion: version },
        ciphers: 'ALL:@SECLEVEL=0',
      });
      await expect(connecting).rejects.toMatchObject({
        code: expect.stringMatching(/ALERT_PROTOCOL_VERSION/),
      });
    });

    it('refuses a client that was talked down from TLS 1.3 (RFC 7507)', async () => {
      const reply = await offered([...recommended, 0x5600]);
      expect(reply).toEqual({ alert: alerts.inappropriateFallback });
    });

    it('compresses nothing (SP-5.2.1-3)', async () => {
      const hello = { suites: recommended, compressions: [1, 0] };
      expect(await offer(server[listener], hello)).toMatchObject({ compression: 0 });
      const alone = await offer(server[listener], { suites: recommended, compressions: [1] });
      expect(alone).toEqual({ alert: expect.any(Number) });
    });

    it('does not renegotiate (SP-5.2.1-3)', async () => {
      const socket = await server.connect({ port: server[listener], maxVersion: 'TLSv1.2' });
      const failed = once(socket, 'error');
      socket.renegotiate({}, () => undefined);
      const [error] = (await failed) as [Error];
      expect(error.message).toMatch(/renegotiation/i);
      socket.destroy();
    });

    it('speaks HTTP/1.1 and no other protocol by that name (RFC 9325 3.7, RFC 7301)', async () => {
      const hello = { suites: recommended };
      const http = await offer(server[listener], { ...hello, protocols: ['h2', 'http/1.1'] });
      expect(http).toMatchObject({ protocol: 'http/1.1' });
      expect(await offer(server[listener], { ...hello, protocols: ['smtp', 'h2'] })).toEqual({
        alert: alerts.noApplicationProtocol,
      });
    });

    it('shows the same certificate whatever name is asked for', async () => {
      const hello = { suites: recommended, serverName: 'attacker.example' };
      expect(await offer(server[listener], hello)).toMatchObject({ version: 0x0303 });
      const strange = server.connect({ port: server[listener], servername: 'attacker.example' });
      await expect(strange).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    });
  });
});

describe('tlsOptions', () => {
  it('set 1.2 and 1.3, whatever the system allows (SP-5.2.1-2)', () => {
    expect(tlsOptions('', '')).toMatchObject({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' });
  });
});
