import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import {
  clientTrustPeriod,
  parseCertificate,
  readClientAuthorities,
  readClientCertificate,
  readRevocationList,
} from '@sandbank/crypto';
import { X509Crl } from '@peculiar/x509';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { newRequest } from './requests.js';
import { RunningDirectory, type IssuedCertificate } from './running-directory.js';

describe('two requests', () => {
  let directory: RunningDirectory;
  beforeAll(async () => {
    directory = await RunningDirectory.start();
  });
  afterAll(() => directory.stop());

  it('bring certificates that banks believe, hosted keys and a statement that they can verify', async () => {
    const account = await directory.enrol('Tally Ltd');
    const requests = [
      { use: 'transport', csr: await newRequest('p256', { subject: 'CN=Tally' }) },
      { use: 'signing', csr: await newRequest('rsa2048') },
    ];
    const software = await directory.add(account, { certificate_requests: requests });
    const [transport, signing] = software.certificates as [IssuedCertificate, IssuedCertificate];
    const answer = await directory.send('POST', `${software.path}/statements`, account.token);
    expect(answer.status).toBe(201);

    // The certificate, as the banks' own path validation sees it.
    const der = new X509Certificate(transport.certificate).raw;
    const anchors = readClientAuthorities((await directory.trust())[0]!.certificate);
    const now = directory.clock.now();
    const period = clientTrustPeriod(parseCertificate(der), [], anchors, now);
    expect(period!.notAfter.toISOString()).toBe(transport.not_after);
    expect(transport).toMatchObject({ status: 'valid', revoked_at: null, use: 'transport' });
    expect(readClientCertificate(der).uris).toEqual([software.san_uri]);
    expect(readClientCertificate(der).thumbprint).toBe(transport.thumbprint);
    const days = (Date.parse(transport.not_after) - now.getTime()) / 86_400_000;
    expect(Math.round(days)).toBe(90);
    const number = `PSDGB-SBX-${account.organisation.slice(0, 8).toUpperCase()}`;
    expect(transport.subject).toBe(
      `CN=${software.software_id},organizationIdentifier=${number},O=Tally Ltd,C=GB`,
    );
    expect(der.includes(Buffer.from('PSP_AI'))).toBe(true);
    expect(der.includes(Buffer.from('PSP_PI'))).toBe(false);
    // OpenSSL agrees.
    const x509 = new X509Certificate(transport.certificate);
    expect(x509.verify(new X509Certificate(transport.chain).publicKey)).toBe(true);
    expect(x509.serialNumber.toLowerCase()).toBe(transport.serial_number);
    expect(transport.serial_number).toMatch(/^[0-9a-f]{32}$/);
    // A certificate for signatures is none for connections.
    const signer = parseCertificate(new X509Certificate(signing.certificate).raw);
    expect(clientTrustPeriod(signer, [], anchors, now)).toBeUndefined();

    // The statement, as a bank verifies it.
    const { software_statement: statement } = answer.json<Record<string, string>>();
    const jwks = (await directory.ask('/jwks')).json<JSONWebKeySet>();
    const { payload, protectedHeader } = await jwtVerify(statement!, createLocalJWKSet(jwks), {
      ...{ issuer: directory.url, currentDate: now, typ: 'software-statement+jwt' },
    });
    expect(protectedHeader.alg).toBe('ES256');
    expect(payload.exp! - payload.iat!).toBe(3600);
    const { iat: _iat, exp: _exp, jti, ...claims } = payload;
    expect(jti).toMatch(/^[0-9a-f-]{36}$/);
    expect(claims).toEqual({
      iss: directory.url,
      software_id: software.software_id,
      client_name: 'Tally',
      redirect_uris: ['https://app.example/callback'],
      jwks_uri: software.jwks_uri,
      software_roles: ['AISP'],
      software_san_uri: software.san_uri,
      organisation_id: account.organisation,
      organisation_name: 'Tally Ltd',
      organisation_roles: ['AISP', 'PISP', 'CBPII'],
    });

    // The hosted keys: that of the certificate, which it names.
    const hosted = await directory.ask(new URL(software.jwks_uri).pathname);
    expect(hosted.header('cache-control')).toBe('public, max-age=60');
    expect(hosted.header('content-type')).toMatch(/^application\/jwk-set\+json/);
    const { keys } = hosted.json<{ keys: Record<string, unknown>[] }>();
    const x5c = [signing.certificate, signing.chain].map((pem) =>
      new X509Certificate(pem).raw.toString('base64'),
    );
    expect(keys).toEqual([
      expect.objectContaining({ kid: signing.kid, kty: 'RSA', alg: 'PS256', use: 'sig', x5c }),
    ]);
  });

  it('publish a list of revoked certificates that others read and verify, in both forms', async () => {
    const [authority] = await directory.trust();
    const crl = await directory.ask(new URL(authority!.crl_url).pathname);
    expect(crl.header('content-type')).toBe('application/pkix-crl');
    const list = new X509Crl(new Uint8Array(crl.bytes));
    const pem = authority!.crl.replace(/-----(BEGIN|END) X509 CRL-----|\s/g, '');
    expect(pem).toBe(crl.bytes.toString('base64'));
    const certificate = new X509Certificate(authority!.certificate);
    const publicKey = await crypto.subtle.importKey(
      'spki',
      certificate.publicKey.export({ format: 'der', type: 'spki' }),
      { name: 'ECDSA', namedCurve: 'P-256' },
      true,
      ['verify'],
    );
    expect(await list.verify({ publicKey })).toBe(true);
    expect(list.nextUpdate!.getTime() - list.thisUpdate.getTime()).toBe(6 * 3600 * 1000);
    expect(list.entries).toEqual([]);
    // As the banks' servers read it.
    const read = readRevocationList(authority!.crl, parseCertificate(certificate.raw));
    expect(read.revoked.size).toBe(0);
    const served = await directory.ask(`/authorities/${authority!.authority_id}/certificate`);
    expect(served.bytes.equals(certificate.raw)).toBe(true);
  });
});
