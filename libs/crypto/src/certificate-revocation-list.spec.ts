import { TestClientAuthority } from '@sandbank/testing';
import { readRevocationList } from './certificate-revocation-list.js';
import { parseCertificate, type ParsedCertificate } from './client-certificate.js';
import { CertificateError } from './errors.js';

const parsed = (pem: string): ParsedCertificate =>
  parseCertificate(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'));

const authority = await TestClientAuthority.create();
const of = parsed(authority.ca);
const revoked = [await authority.issue(), await authority.issue()];
const thisUpdate = new Date('2026-11-22T09:00:00Z');
const nextUpdate = new Date('2051-01-01T00:00:00Z');

describe('a revocation list', () => {
  it('tells whom it names and how long it holds (RFC 5280 5.1)', async () => {
    const list = readRevocationList(
      await authority.revocationList({ revoked, thisUpdate, nextUpdate }),
      of,
    );
    expect(list.thisUpdate).toEqual(thisUpdate);
    expect(list.nextUpdate).toEqual(nextUpdate);
    const serials = revoked.map(({ cert }) => parsed(cert).fields.serialNumber);
    expect([...list.revoked].sort()).toEqual(serials.sort());
    const other = parsed((await authority.issue()).cert).fields.serialNumber;
    expect(list.revoked.has(other)).toBe(false);
  });

  it('may name nobody', async () => {
    expect(readRevocationList(await authority.revocationList(), of).revoked.size).toBe(0);
  });

  it('is refused of an authority that may not make one', async () => {
    const mute = await TestClientAuthority.create({ keyUsages: 32 });
    expect(() => readRevocationList('', of)).toThrow(CertificateError);
    const list = await mute.revocationList();
    expect(() => readRevocationList(list, parsed(mute.ca))).toThrow('the list is of another');
  });

  it('is refused with any octet changed, cut anywhere, and with more behind it', async () => {
    const pem = await authority.revocationList({ revoked });
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    const asPem = (octets: Buffer): string =>
      `-----BEGIN X509 CRL-----\n${octets.toString('base64')}\n-----END X509 CRL-----\n`;
    expect(readRevocationList(asPem(der), of).revoked.size).toBe(2);
    const spoiled = [...der.keys()].flatMap((at) => {
      const changed = Buffer.from(der);
      changed.writeUInt8((changed.readUInt8(at) + 1) % 256, at);
      return [changed, der.subarray(0, at)];
    });
    for (const octets of [...spoiled, Buffer.concat([der, Buffer.alloc(1)])])
      expect(() => readRevocationList(asPem(octets), of)).toThrow(CertificateError);
  });
});
