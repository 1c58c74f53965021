import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryHome } from '../../test/temporary-home.js';
import { UsageError } from '../arguments.js';
import { renewCertificates } from '../certificates/renew.js';
import type { Context } from '../context.js';
import { systemClock } from '../system-clock.js';
import { issueCertificate } from './client-certificate.js';

describe('client certificate', () => {
  let context: Context;
  let out: string;
  beforeAll(async () => {
    const home = await temporaryHome();
    await renewCertificates(home, systemClock.now());
    context = { home, apps: home.folder, databaseUrl: undefined, clock: systemClock };
    out = await mkdtemp(join(tmpdir(), 'sandbank-certificates-'));
  });

  const none = { dns: undefined, uri: undefined, ip: undefined, email: undefined };
  const issue = async (client: string, changes: object = {}) => {
    const said: string[] = [];
    const options = { ...none, subject: undefined, days: undefined, 'public-key': undefined };
    const given = { ...options, out, json: true, ...changes };
    const code = await issueCertificate(context, client, given, (text) => said.push(text));
    return { code, told: JSON.parse(said.join('\n')) as Record<string, string> };
  };

  it('writes a certificate and a key that only its owner reads, and says how to register them', async () => {
    const { code, told } = await issue('client-a', { dns: 'a.example, b.example' });
    expect(code).toBe(0);
    expect(told['tls_client_auth_subject_dn']).toBe('CN=client-a');
    const certificate = new X509Certificate(await readFile(told['certificate']!));
    expect(certificate.subjectAltName).toBe('DNS:a.example, DNS:b.example');
    expect(await readFile(told['key']!, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    expect((await stat(told['key']!)).mode & 0o777).toBe(0o600);
  });

  it('certifies a key that the client has, and makes none', async () => {
    const { told } = await issue('client-b', { subject: 'CN=b,O=B Ltd' });
    const spki = new X509Certificate(await readFile(told['certificate']!)).publicKey;
    const file = join(out, 'public.pem');
    await writeFile(file, spki.export({ type: 'spki', format: 'pem' }));
    const again = await issue('client-c', { 'public-key': file });
    expect(again.told).not.toHaveProperty('key');
    const { publicKey } = new X509Certificate(await readFile(again.told['certificate']!));
    expect(publicKey.equals(spki)).toBe(true);
  });

  it('overwrites nothing, and writes nowhere else', async () => {
    await issue('client-d');
    await expect(issue('client-d')).rejects.toThrow('exists already');
    await expect(issue('../client-e')).rejects.toThrow(UsageError);
  });
});
