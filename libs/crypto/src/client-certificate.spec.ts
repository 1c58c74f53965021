import { X509Certificate } from 'node:crypto';
import { selfSignedCertificate, testClientAuthority } from '@sandbank/testing';
import fc from 'fast-check';
import {
  CertificateError,
  formatDistinguishedName,
  parseDistinguishedName,
  readClientCertificate,
  sameDistinguishedName,
  sameIpAddress,
  sha256Base64Url,
} from './index.js';

const authority = await testClientAuthority();
const sans = [
  { type: 'dns', value: 'tally.example' },
  { type: 'dns', value: '*.tally.example' },
  { type: 'url', value: 'urn:tally:client?a=b,DNS:other.example' },
  { type: 'ip', value: '192.0.2.7' },
  { type: 'ip', value: '2001:db8::7' },
  { type: 'email', value: 'ops@tally.example' },
  { type: 'dn', value: 'CN=someone else' },
] as const;

describe('readClientCertificate', () => {
  it('reads subject, alternative names, time, usages and thumbprint (8705-2.1, 8705-3.1)', async () => {
    const { der } = await authority.issue({
      subject: 'C=GB, O=Tally Ltd, CN=tally',
      sans: [...sans],
    });
    const certificate = readClientCertificate(der);
    expect(certificate).toMatchObject({
      der,
      thumbprint: sha256Base64Url(der),
      dnsNames: ['tally.example', '*.tally.example'],
      uris: ['urn:tally:client?a=b,DNS:other.example'],
      ipAddresses: ['192.0.2.7', '2001:db8:0:0:0:0:0:7'],
      emails: ['ops@tally.example'],
      extendedKeyUsages: ['1.3.6.1.5.5.7.3.2'],
      notBefore: new X509Certificate(der).validFromDate,
      notAfter: new X509Certificate(der).validToDate,
    });
    expect(formatDistinguishedName(certificate.subject)).toBe('CN=tally,O=Tally Ltd,C=GB');
    const registered = parseDistinguishedName('cn=TALLY, o=tally ltd, c=gb');
    expect(sameDistinguishedName(certificate.subject, registered!)).toBe(true);
  });

  it('reads a certificate without names beside its subject', async () => {
    const { der } = await selfSignedCertificate({ extendedKeyUsages: [] });
    const none = { dnsNames: [], uris: [], ipAddresses: [], emails: [], extendedKeyUsages: [] };
    expect(readClientCertificate(der)).toMatchObject(none);
  });

  it('reads a part of several attributes, and every string type', async () => {
    const subject = [
      { DC: [{ ia5String: 'example' }] },
      { O: [{ utf8String: 'Größe, + "Co"' }], OU: [{ printableString: 'Sales' }] },
      { CN: [{ bmpString: 'Ωmega' }] },
    ];
    const { der } = await authority.issue({ subject });
    expect(formatDistinguishedName(readClientCertificate(der).subject)).toBe(
      String.raw`CN=Ωmega,O=Größe\, \+ \"Co\"+OU=Sales,DC=example`,
    );
  });

  const san = '2.5.29.17';
  it.each([
    ['a zero in a name', san, '300a8208626164002e636f6d'],
    ['a blank in a name', san, '300782056120622e63'],
    ['an address of five octets', san, '300787050102030405'],
    ['a name that is cut', san, '300382056162'],
    ['names in no list', san, '0403616263'],
    ['names and more', san, '30038201610500'],
    ['a length in the long form without need', san, '3081058203616263'],
    ['a usage that is no identifier', '2.5.29.37', '3003060180'],
    ['constraints of another type', '2.5.29.19', '0500'],
  ])('refuses %s', async (_what, oid, hex) => {
    const { der } = await selfSignedCertificate({ isBare: true, extensions: [{ oid, hex }] });
    expect(() => readClientCertificate(der)).toThrow(CertificateError);
  });

  it('refuses an extension that is there twice', async () => {
    const twice = { oid: '1.3.6.1.4.1.1466.7', hex: '0500' };
    const { der } = await selfSignedCertificate({ extensions: [twice, twice] });
    expect(() => readClientCertificate(der)).toThrow(CertificateError);
  });

  it('refuses a weak key (SP-5.4.1-2)', async () => {
    const { der } = await selfSignedCertificate({
      keyAlgorithm: {
        ...{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 1024 },
        publicExponent: new Uint8Array([1, 0, 1]),
      },
    });
    expect(() => readClientCertificate(der)).toThrow(/weak/);
  });

  it('refuses what is not exactly one certificate in DER', async () => {
    const { der, cert } = await authority.issue();
    const spoiled = [
      ...[Buffer.alloc(0), Buffer.from(cert), Buffer.alloc(20_000, 0x30)],
      ...[Buffer.concat([der, Buffer.of(0)]), Buffer.concat([der, der]), der.subarray(0, -1)],
    ];
    for (const one of spoiled) expect(() => readClientCertificate(one)).toThrow(CertificateError);
  });

  it('survives any damage: a certificate, or one clear error', async () => {
    const { der } = await authority.issue({ sans: [...sans] });
    const damage = fc.tuple(fc.nat(der.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (changes) => {
        const spoiled = Buffer.from(der);
        for (const [at, octet] of changes) spoiled[at] = octet;
        try {
          expect(readClientCertificate(spoiled).thumbprint).toBe(sha256Base64Url(spoiled));
        } catch (error) {
          expect(error).toBeInstanceOf(CertificateError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('sameIpAddress (8705-2.1.2)', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8::7', '2001:0DB8:0:0:0:0:0:0007'],
    ['::', '0:0:0:0:0:0:0:0'],
    ['::ffff:192.0.2.7', '::ffff:c000:207'],
    ['1::', '1:0:0:0:0:0:0:0'],
  ])('finds %s and %s the same', (a, b) => {
    expect(sameIpAddress(a, b)).toBe(true);
  });

  it.each([
    ['192.0.2.7', '192.0.2.8'],
    ['192.0.2.7', '::ffff:192.0.2.7'],
    ['192.0.2.7', '192.0.2.07'],
    ['fe80::1', 'fe80::1%eth0'],
    ['', ''],
    ['tally.example', 'tally.example'],
  ])('tells %s from %s', (a, b) => {
    expect(sameIpAddress(a, b)).toBe(false);
  });
});
