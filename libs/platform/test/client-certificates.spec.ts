import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { jest } from '@jest/globals';
import { TestClientAuthority, testClientAuthority } from '@sandbank/testing';
import { ClientCertificates } from '../src/mutual-tls/client-certificates.js';

const authority = await testClientAuthority();
const certificates = new ClientCertificates({ clientAuthorities: authority.ca });

/** A connection that counts how often its certificate is looked at. */
function connection(raw: Buffer, issuer?: Buffer) {
  const looks = { count: 0 };
  const socket = {
    remoteAddress: '127.0.0.1',
    getPeerX509Certificate: () => {
      looks.count += 1;
      return { raw, issuerCertificate: issuer && { raw: issuer } };
    },
  };
  return { looks, request: { socket } as unknown as IncomingMessage };
}

const arrival = (request: IncomingMessage, now = new Date()) =>
  certificates.arrival(request, true, now);

describe('the certificate of a connection', () => {
  it('is read once, however many requests come', async () => {
    const { looks, request } = connection((await authority.issue()).der);
    for (let each = 0; each < 3; each += 1) {
      expect(arrival(request).presented?.isTrusted).toBe(true);
    }
    expect(looks.count).toBe(1);
  });

  it('is read once where it is malformed too', () => {
    const { looks, request } = connection(Buffer.from([0x30, 0x00]));
    for (let each = 0; each < 3; each += 1) {
      expect(() => arrival(request)).toThrow('the client certificate is malformed');
    }
    expect(looks.count).toBe(1);
  });

  it('costs no search for a path with every request, where there is none', async () => {
    const stranger = await TestClientAuthority.create();
    const { der } = await stranger.issue();
    const { request } = connection(der, new X509Certificate(stranger.ca).raw);
    const verify = jest.spyOn(X509Certificate.prototype, 'verify');
    const verified = (secondsLater: number): number => {
      verify.mockClear();
      const now = new Date(Date.now() + secondsLater * 1000);
      expect(arrival(request, now).presented?.isTrusted).toBe(false);
      return verify.mock.calls.length;
    };
    expect(verified(0)).toBeGreaterThan(0);
    expect([verified(0), verified(5)]).toEqual([0, 0]);
    expect(verified(15)).toBeGreaterThan(0);
    verify.mockRestore();
  });
});
