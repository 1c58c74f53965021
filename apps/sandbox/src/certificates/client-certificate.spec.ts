import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import {
  clientTrustPeriod,
  formatDistinguishedName,
  parseCertificate,
  readClientAuthorities,
  readClientCertificate,
} from '@sandbank/crypto';
import { TestClientAuthority } from '@sandbank/testing';
import { temporaryHome } from '../../test/temporary-home.js';
import type { Home } from '../home.js';
import { renewClientAuthority } from './client-authority.js';
import { issueClientCertificate } from './client-certificate.js';
import { certifiedHosts, renewCertificates } from './renew.js';

const now = new Date();
const days = (count: number): Date => new Date(now.getTime() + count * 86_400_000);
const derOf = (pem: string): Buffer => new X509Certificate(pem).raw;
const subject = String.raw`CN=tally+OU=App,O=Tally\, Ltd,C=GB`;

let home: Home;
beforeEach(async () => {
  home = await temporaryHome();
  await renewCertificates(home, now);
});

const bundle = () => readFile(home.clientAuthorities, 'utf8');

async function isTrusted(certificate: string, at = now): Promise<boolean> {
  const authorities = readClientAuthorities(await bundle());
  return clientTrustPeriod(parseCertificate(derOf(certificate)), [], authorities, at) !== undefined;
}

describe('a client certificate of the sandbox', () => {
  it('says what was asked for, and is trusted (8705-2.1)', async () => {
    const sans = {
      dns: ['tally.example'],
      uri: ['urn:tally'],
      ip: ['192.0.2.7', '2001:db8::7'],
      email: ['ops@tally.example'],
    };
    const issued = await issueClientCertificate(home, now, { subject, sans, days: 30 });
    const certificate = readClientCertificate(derOf(issued.certificate));
    expect(formatDistinguishedName(certificate.subject)).toBe(subject);
    expect(issued.subject).toBe(subject);
    expect(certificate).toMatchObject({
      dnsNames: sans.dns,
      uris: sans.uri,
      ipAddresses: ['192.0.2.7', '2001:db8:0:0:0:0:0:7'],
      emails: sans.email,
    });
    expect(
      new X509Certificate(issued.certificate).checkPrivateKey(createPrivateKey(issued.key!)),
    ).toBe(true);
    expect(await isTrusted(issued.certificate)).toBe(true);
    expect(await isTrusted(issued.certificate, days(31))).toBe(false);
  });

  it('is for the key that the client has, whose private half is never asked for', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const issued = await issueClientCertificate(home, now, { subject, publicKey: pem, days: 30 });
    expect(issued.key).toBeUndefined();
    expect(new X509Certificate(issued.certificate).publicKey.equals(publicKey)).toBe(true);
    expect(await isTrusted(issued.certificate)).toBe(true);
  });

  it.each([
    ['a subject that is no name', { subject: 'tally' }],
    ['an empty subject', { subject: '' }],
    ['no days', { days: 0 }],
    ['more days than any certificate has', { days: 398 }],
    ['a URI that is none', { sans: { uri: ['tally'] } }],
    ['an address that is none', { sans: { ip: ['192.0.2'] } }],
    ['a host name with a blank', { sans: { dns: ['tally example'] } }],
    ['a mail address that is none', { sans: { email: ['tally'] } }],
    ['a public key that is none', { publicKey: 'key' }],
  ])('is refused for %s', async (_what, changes) => {
    const issuing = issueClientCertificate(home, now, { subject, days: 30, ...changes });
    await expect(issuing).rejects.toThrow(expect.objectContaining({ cure: expect.any(String) }));
  });
});

describe('the authority for clients', () => {
  it('is not that of the servers, and its key is for its owner alone', async () => {
    expect((await stat(home.clientAuthorityKey)).mode & 0o777).toBe(0o600);
    const [clients, servers] = [await bundle(), await readFile(home.authorityCertificate, 'utf8')];
    expect(clients).not.toContain(servers);
    expect(new X509Certificate(clients).keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(new X509Certificate(servers).checkHost(certifiedHosts[0])).toBeUndefined();
  });

  it('leaves alone what an operator adds to the bundle or takes out of it', async () => {
    const other = await TestClientAuthority.create();
    await appendFile(home.clientAuthorities, other.ca.trimEnd());
    const before = await bundle();
    await renewClientAuthority(home, now);
    expect(await bundle()).toBe(before);
    expect(await isTrusted((await other.issue()).cert)).toBe(true);
    await writeFile(home.clientAuthorities, other.ca);
    await renewClientAuthority(home, now);
    expect(await bundle()).toBe(other.ca);
  });

  it('is followed by a new one in time, beside which the old one stays trusted', async () => {
    const other = await TestClientAuthority.create();
    await writeFile(home.clientAuthorities, (await bundle()) + other.ca.trimEnd());
    const old = await issueClientCertificate(home, days(3600), { subject, days: 40 });
    await renewClientAuthority(home, days(3630));
    expect(await isTrusted(old.certificate, days(3630))).toBe(true);
    const fresh = await issueClientCertificate(home, days(3630), { subject, days: 300 });
    expect(await isTrusted(fresh.certificate, days(3900))).toBe(true);
  });
});
