import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { temporaryHome } from '../../test/temporary-home.js';
import type { Home } from '../home.js';
import { services } from '../services.js';
import { issueAuthority, issueServerCertificate, type KeyAndCertificate } from './issue.js';
import { certifiedHosts, renewCertificates } from './renew.js';

const now = new Date();
const days = (count: number): Date => new Date(now.getTime() + count * 86_400_000);
const [service] = services;

/** A client's complaint about a server with this certificate; undefined when it is content. */
async function complaint(
  pair: KeyAndCertificate,
  ca: string,
  host: string,
): Promise<string | undefined> {
  const server = createServer({ cert: pair.certificate, key: pair.key }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const options = { host: '127.0.0.1', port, ca, rejectUnauthorized: true };
  // An address is no server name (RFC 6066 3): the check of the host is what tells them apart.
  const socket: TLSSocket = connect({ ...options, servername: 'localhost', host });
  socket.on('error', () => undefined);
  const error = await new Promise<Error | undefined>((resolve) => {
    socket.once('secureConnect', () => resolve(undefined));
    socket.once('error', resolve);
  });
  socket.destroy();
  server.close();
  return error?.message;
}

describe('certificates', () => {
  let home: Home;
  let certificateOf: (file: string) => Promise<X509Certificate>;
  beforeEach(async () => {
    home = await temporaryHome();
    certificateOf = async (file) => new X509Certificate(await readFile(file));
  });

  it('are made at the first start, with keys for their owner alone', async () => {
    expect(await renewCertificates(home, now)).toEqual({ authority: true, certificates: 4 });
    for (const file of [
      home.authorityKey,
      ...services.map(({ name }) => home.certificateKey(name)),
    ]) {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
    const certificate = await certificateOf(home.certificate(service.name));
    expect(certificate.subjectAltName).toBe(
      'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    );
    expect(certificate.validToDate.getTime() - certificate.validFromDate.getTime()).toBe(
      397 * 86_400_000,
    );
    for (const host of certifiedHosts)
      expect(certificate.checkHost(host) ?? certificate.checkIP(host)).toBe(host);
  });

  it('stand in a real handshake, with this authority alone', async () => {
    await renewCertificates(home, now);
    const ca = await readFile(home.authorityCertificate, 'utf8');
    const pair = {
      certificate: await readFile(home.certificate(service.name), 'utf8'),
      key: await readFile(home.certificateKey(service.name), 'utf8'),
    };
    expect(await complaint(pair, ca, 'localhost')).toBeUndefined();
    const stranger = await issueAuthority(certifiedHosts, now);
    expect(await complaint(pair, stranger.certificate, 'localhost')).toBeDefined();
  });

  it('of any other host are worth nothing, even with the authority’s own signature', async () => {
    const authority = await issueAuthority(certifiedHosts, now);
    const forged = await issueServerCertificate(authority, ['localhost', 'bank.example'], now);
    expect(await complaint(forged, authority.certificate, 'localhost')).toBe(
      'permitted subtree violation',
    );
    const address = await issueServerCertificate(authority, ['localhost', '10.0.0.1'], now);
    expect(await complaint(address, authority.certificate, 'localhost')).toBe(
      'permitted subtree violation',
    );
  });

  it('are kept while more than 30 days are left', async () => {
    await renewCertificates(home, now);
    const before = await certificateOf(home.certificate(service.name));
    expect(await renewCertificates(home, days(366))).toEqual({ authority: false, certificates: 0 });
    expect((await certificateOf(home.certificate(service.name))).serialNumber).toBe(
      before.serialNumber,
    );
  });

  it('are renewed when fewer than 30 days are left, five years on too', async () => {
    await renewCertificates(home, now);
    expect(await renewCertificates(home, days(368))).toEqual({ authority: false, certificates: 4 });
    expect(await renewCertificates(home, days(5 * 365))).toEqual({
      authority: false,
      certificates: 4,
    });
  });

  it('come from a new authority when the old one nears its end', async () => {
    await renewCertificates(home, now);
    expect(await renewCertificates(home, days(3652 - 29))).toEqual({
      authority: true,
      certificates: 4,
    });
  });

  it('that were made under a clock of the future are made again', async () => {
    await renewCertificates(home, days(400));
    expect(await renewCertificates(home, now)).toEqual({ authority: true, certificates: 4 });
  });

  it('never outlive their authority', async () => {
    const authority = await issueAuthority(certifiedHosts, days(-3600));
    const { certificate } = await issueServerCertificate(authority, certifiedHosts, now);
    const end = new X509Certificate(authority.certificate).validToDate;
    expect(new X509Certificate(certificate).validToDate).toEqual(end);
  });

  it('whose key was lost are made again', async () => {
    await renewCertificates(home, now);
    const other = await issueAuthority(certifiedHosts, now);
    await writeFile(home.certificateKey(service.name), other.key);
    expect(await renewCertificates(home, now)).toEqual({ authority: false, certificates: 1 });
  });
});
