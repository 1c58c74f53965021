import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
} from '@peculiar/x509';
import { readClientCertificate } from '@sandbank/crypto';
import { forged, newRequest, pemOf, type KeyKind, type RequestedNames } from './requests.js';
import { RunningDirectory, type IssuedCertificate } from './running-directory.js';

describe('certificate requests', () => {
  let directory: RunningDirectory;
  let software: Awaited<ReturnType<RunningDirectory['add']>>;

  beforeAll(async () => {
    directory = await RunningDirectory.start();
    software = await directory.add(await directory.enrol('Tally Ltd'), {
      redirect_uris: ['https://app.example/callback', 'http://127.0.0.1:8000/'],
    });
  });
  afterAll(() => directory.stop());

  const ask = (csr: unknown, use = 'transport') =>
    directory.send('POST', `${software.path}/certificates`, software.token, { use, csr });

  const own = (): RequestedNames[] => [
    { subject: `CN=${software.software_id}, O=Tally Ltd, C=GB` },
    { subject: 'CN=Tally' },
    { names: [{ type: 'url', value: software.san_uri }] },
    {
      extensions: [
        new BasicConstraintsExtension(false),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
      ],
    },
  ];

  it.each<[KeyKind, string]>([
    ['p256', 'transport'],
    ['p384', 'transport'],
    ['ed25519', 'transport'],
    ['rsa2048', 'transport'],
    ['p256', 'signing'],
    ['ed25519', 'signing'],
    ['rsa2048', 'signing'],
  ])('are granted with a key of kind %s for %s', async (kind, use) => {
    const answer = await ask(await newRequest(kind), use);
    expect(answer.status).toBe(201);
    const issued = answer.json<IssuedCertificate>();
    const x509 = new X509Certificate(issued.certificate);
    expect(x509.verify(new X509Certificate(issued.chain).publicKey)).toBe(true);
    expect(issued.kid === undefined).toBe(use === 'transport');
  });

  it('may name whom they are for, and hosts of its redirect URIs', async () => {
    for (const names of own())
      expect((await ask(await newRequest('p256', names))).status).toBe(201);
    const names = [{ type: 'dns' as const, value: 'App.Example' }];
    const { certificate } = (
      await ask(await newRequest('p256', { names }))
    ).json<IssuedCertificate>();
    const { dnsNames, uris } = readClientCertificate(new X509Certificate(certificate).raw);
    expect({ dnsNames, uris }).toEqual({ dnsNames: ['app.example'], uris: [software.san_uri] });
  });

  it.each<[string, RequestedNames, string]>([
    ['another common name', { subject: 'CN=harbour.example' }, 'CN=harbour.example'],
    ['another organisation', { subject: 'CN=Tally, O=Harbour Bank' }, 'O=Harbour Bank'],
    ['another country', { subject: 'C=FR' }, 'C=FR'],
    ['a unit', { subject: 'OU=Payments' }, 'OU=Payments'],
    [
      'a host that is not its own',
      { names: [{ type: 'dns', value: 'evil.example' }] },
      'dns:evil.example',
    ],
    ['a wildcard', { names: [{ type: 'dns', value: '*.app.example' }] }, 'dns:*.app.example'],
    ['an address, its own too', { names: [{ type: 'ip', value: '127.0.0.1' }] }, 'ip:127.0.0.1'],
    ['a mailbox', { names: [{ type: 'email', value: 'a@app.example' }] }, 'email:a@app.example'],
    [
      'other software',
      { names: [{ type: 'url', value: 'urn:sandbank:software:0' }] },
      'url:urn:sandbank:software:0',
    ],
    [
      'to be an authority',
      { extensions: [new BasicConstraintsExtension(true)] },
      'extension 2.5.29.19',
    ],
    [
      'to sign certificates',
      { extensions: [new KeyUsagesExtension(KeyUsageFlags.keyCertSign)] },
      'extension 2.5.29.15',
    ],
    [
      'to be a server',
      { extensions: [new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth])] },
      'extension 2.5.29.37',
    ],
    [
      'what nobody knows',
      { extensions: [new Extension('1.2.3.4', true, new Uint8Array([5, 0]))] },
      'extension 1.2.3.4',
    ],
  ])('that ask for %s are refused, and told so', async (_what, names, told) => {
    const answer = await ask(await newRequest('p256', names));
    expect(answer.status).toBe(400);
    expect(answer.json()).toEqual({
      error: 'invalid_request',
      error_description: `the certificate request asks for what is not this software's: ${told}`,
    });
  });

  it.each<[string, () => string | Promise<string>, RegExp, string?]>([
    ['a key of 1024 bits', () => newRequest('rsa1024'), /2048 to 4096/],
    ['P-521', () => newRequest('p521'), /names a key of EC/],
    ['P-384 for signatures', () => newRequest('p384'), /names a key of EC P-256,/, 'signing'],
    ['SHA-1', () => newRequest('sha1'), /SHA-256 or better/],
    ['a broken signature', async () => forged(await newRequest()), /not signed with the key/],
    ['a broken RSA signature', async () => forged(await newRequest('rsa2048')), /not signed/],
    ['a certificate instead', () => certificate(), /is one block of PEM/],
    ['two requests at once', async () => (await newRequest()) + (await newRequest()), /one block/],
    ['DER of something else', () => pemOf(Buffer.from('30030201FF', 'hex')), /malformed/],
    ['nesting without end', () => pemOf(Buffer.alloc(5000, '3080', 'hex')), /malformed/],
    ['bytes without sense', () => pemOf(Buffer.alloc(900, 0xa5)), /malformed/],
    ['nothing', () => '', /csr: /],
    ['too much', () => 'A'.repeat(9000), /csr: /],
  ])('with %s are refused', async (_what, csr, words, use = 'transport') => {
    const answer = await ask(await csr(), use);
    expect([answer.status, answer.json()['error_description']]).toEqual([
      400,
      expect.stringMatching(words),
    ]);
  });

  const certificate = async (): Promise<string> => (await directory.trust())[0]!.certificate;

  it('cut anywhere, or with any byte changed, are never a fault of the directory', async () => {
    const der = Buffer.from(
      (await newRequest('p256', own()[3])).replace(/-----[^-]+-----|\s/g, ''),
      'base64',
    );
    const broken = Array.from({ length: 36 }, (_, index) => {
      const at = Math.floor((index * der.length) / 36);
      const changed = Buffer.from(der);
      changed[at]! ^= 0xff;
      return index % 2 === 0 ? der.subarray(0, at) : changed;
    });
    const answers = await Promise.all(broken.map((each) => ask(pemOf(each))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]));
  });

  it('that are refused beside new software leave none behind', async () => {
    const { organisation_id: organisation } = software;
    const path = `/organisations/${organisation}/software`;
    const before = await directory.send('GET', path, software.token);
    const added = await directory.send('POST', path, software.token, {
      ...{ client_name: 'Second', redirect_uris: ['https://app.example/'], roles: ['AISP'] },
      certificate_requests: [
        { use: 'transport', csr: await newRequest() },
        { use: 'signing', csr: await newRequest('p256', { subject: 'CN=bank.example' }) },
      ],
    });
    expect(added.status).toBe(400);
    expect((await directory.send('GET', path, software.token)).body).toBe(before.body);
  });
});
