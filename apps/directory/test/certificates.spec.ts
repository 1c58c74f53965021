import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { X509Crl, X509CrlReason } from '@peculiar/x509';
import { Organisations } from '../src/organisations/organisations.js';
import { newKeyPair, newRequest } from './requests.js';
import { RunningDirectory, type Account, type IssuedCertificate } from './running-directory.js';

describe('certificates', () => {
  let directory: RunningDirectory;
  let account: Account;

  beforeAll(async () => {
    directory = await RunningDirectory.start();
    account = await directory.enrol();
  });
  afterAll(() => directory.stop());

  /** Software with a certificate for signatures and one for connections. */
  async function certified() {
    const software = await directory.add(account, {
      certificate_requests: [
        { use: 'signing', csr: await newRequest() },
        { use: 'transport', csr: await newRequest() },
      ],
    });
    const [signing, transport] = software.certificates as [IssuedCertificate, IssuedCertificate];
    const act = (certificate: IssuedCertificate, what: string, body?: object) => {
      const path = `${software.path}/certificates/${certificate.certificate_id}/${what}`;
      return directory.send('POST', path, account.token, body);
    };
    return { software, signing, transport, act };
  }

  const revoked = async () => {
    const lists = (await directory.trust()).map(({ crl }) => {
      const base64 = crl.replace(/-----[^-]+-----|\s/g, '');
      return new X509Crl(new Uint8Array(Buffer.from(base64, 'base64'))).entries;
    });
    return new Map(lists.flat().map(({ serialNumber, reason }) => [serialNumber, reason]));
  };
  const kidsOf = async ({ jwks_uri: uri }: { jwks_uri: string }) => {
    const { keys } = (await directory.ask(new URL(uri).pathname)).json<{
      keys: { kid: string }[];
    }>();
    return keys.map(({ kid }) => kid);
  };
  const keyOf = ({ certificate }: IssuedCertificate) =>
    new X509Certificate(certificate).publicKey.export({ format: 'pem', type: 'spki' });

  it('are renewed around the same key, or another one; the old one stays', async () => {
    const { software, signing, act } = await certified();
    directory.clock.advance(80 * 86_400);
    const same = await act(signing, 'renewal');
    expect(same.status).toBe(201);
    const renewed = same.json<IssuedCertificate>();
    expect([renewed.kid, keyOf(renewed)]).toEqual([signing.kid, keyOf(signing)]);
    expect(renewed.serial_number).not.toBe(signing.serial_number);
    expect(Date.parse(renewed.not_after) - Date.parse(signing.not_after)).toBe(80 * 86_400_000);
    expect(await kidsOf(software)).toEqual([signing.kid]);
    const other = await act(signing, 'renewal', { csr: await newRequest('ed25519') });
    const { kid } = other.json<IssuedCertificate>();
    expect((await kidsOf(software)).sort()).toEqual([signing.kid, kid].sort());
    directory.clock.advance(11 * 86_400);
    const list = await directory.send('GET', `${software.path}/certificates`, account.token);
    const states = list.json<{ certificates: IssuedCertificate[] }>().certificates;
    expect(states.map(({ status }) => status)).toEqual(['expired', 'expired', 'valid', 'valid']);
  });

  it('that are asked for twice within ten minutes, or at once, are one', async () => {
    const { software, transport, act } = await certified();
    const twice = await Promise.all([1, 2, 3, 4].map(() => act(transport, 'renewal')));
    const ids = twice.map((answer) => answer.json<IssuedCertificate>().certificate_id);
    expect(new Set(ids).size).toBe(1);
    const body = { use: 'transport', csr: await newRequest() };
    const ask = () => directory.send('POST', `${software.path}/certificates`, account.token, body);
    const asked = await Promise.all([ask(), ask()]);
    expect(asked[0].body).toBe(asked[1].body);
    directory.clock.advance(601);
    const later = await act(transport, 'renewal');
    expect(later.json<IssuedCertificate>().certificate_id).not.toBe(ids[0]);
    await act(later.json<IssuedCertificate>(), 'revocation');
    expect((await act(transport, 'renewal')).json<IssuedCertificate>().status).toBe('valid');
  });

  it('are revoked for good, in the list at once, with the reason; again changes nothing', async () => {
    const { software, signing, act } = await certified();
    const answers = await Promise.all([
      act(signing, 'revocation', { reason: 'superseded' }),
      act(signing, 'revocation', { reason: 'superseded' }),
    ]);
    directory.clock.advance(60);
    answers.push(await act(signing, 'revocation', { reason: 'cessationOfOperation' }));
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.json()).toMatchObject({ status: 'revoked', revocation_reason: 'superseded' });
      expect(answer.body).toBe(answers[0].body);
    }
    expect((await revoked()).get(signing.serial_number)).toBe(X509CrlReason.superseded);
    expect(await kidsOf(software)).toEqual([]);
    expect((await act(signing, 'renewal')).status).toBe(409);
    await expect(
      directory.database.query(
        'UPDATE directory.certificate SET revoked_at = NULL, revocation_reason = NULL',
      ),
    ).rejects.toThrow('stays revoked');
    const unreasonable = await act(signing, 'revocation', { reason: 'boredom' });
    expect(unreasonable.status).toBe(400);
  });

  it('around a lost key all go, and that key is certified and published no more', async () => {
    const { software, signing, act } = await certified();
    const keys = await newKeyPair();
    const path = `${software.path}/certificates`;
    const ask = async () =>
      directory.send('POST', path, account.token, {
        ...{ use: 'signing', csr: await newRequest('p256', {}, keys) },
      });
    const first = (await ask()).json<IssuedCertificate>();
    directory.clock.advance(601);
    const second = (await act(first, 'renewal')).json<IssuedCertificate>();
    const jwk = await crypto.subtle.exportKey('jwk', keys.publicKey);
    const { kty, crv, x, y } = jwk;
    await directory.send('PUT', `${software.path}/jwks`, account.token, {
      ...{ keys: [{ kty, crv, x, y, kid: 'under-another-name' }] },
    });
    await act(first, 'revocation', { reason: 'superseded' });
    await act(first, 'revocation', { reason: 'keyCompromise' });
    const list = await revoked();
    for (const { serial_number: serial } of [first, second])
      expect(list.get(serial)).toBe(X509CrlReason.keyCompromise);
    expect(await kidsOf(software)).toEqual([signing.kid]);
    const refused = await ask();
    expect([refused.status, refused.json()['error_description']]).toEqual([
      ...[400, 'the key was reported compromised: make another one'],
    ]);
  });

  it('of software that is withdrawn are revoked with it, whoever asks for another meanwhile', async () => {
    const { software, signing, transport } = await certified();
    const csr = await newRequest();
    const [withdrawn, late] = await Promise.all([
      directory.send('DELETE', software.path, account.token),
      directory.send('POST', `${software.path}/certificates`, account.token, {
        use: 'signing',
        csr,
      }),
    ]);
    expect(withdrawn.status).toBe(204);
    const list = await revoked();
    for (const { serial_number: serial } of [signing, transport])
      expect(list.get(serial)).toBe(X509CrlReason.cessationOfOperation);
    if (late.status === 201)
      expect(list.has(late.json<IssuedCertificate>().serial_number)).toBe(true);
    else expect(late.status).toBe(404);
    for (const [method, path] of [
      ['GET', software.path],
      ['DELETE', software.path],
      ['POST', `${software.path}/statements`],
    ] as const)
      expect((await directory.send(method, path, account.token)).status).toBe(404);
    // Banks keep the keys that they know where they find nothing: there is a set, and it is empty.
    const published = await directory.ask(new URL(software.jwks_uri).pathname);
    expect(published).toMatchObject({ status: 200, body: '{"keys":[]}' });
  });

  it('of a suspended organisation are on hold, with its keys, until it is reinstated', async () => {
    const careless = await directory.enrol('Careless Ltd');
    const software = await directory.add(careless, {
      certificate_requests: [{ use: 'signing', csr: await newRequest() }],
    });
    const [{ serial_number: serial }] = software.certificates as [IssuedCertificate];
    const organisations = directory.service(Organisations);
    await organisations.setStatus(careless.organisation, 'suspended');
    expect((await revoked()).get(serial)).toBe(X509CrlReason.certificateHold);
    expect(await kidsOf(software)).toEqual([]);
    await organisations.setStatus(careless.organisation, 'active');
    expect((await revoked()).has(serial)).toBe(false);
    expect(await kidsOf(software)).toHaveLength(1);
  });

  it('leave a record of each step, which its own server cannot change', async () => {
    const rows = await directory.database.query<{ event: string }>(
      'SELECT DISTINCT event FROM directory.record ORDER BY 1',
    );
    expect(rows.map(({ event }) => event)).toEqual([
      ...['authority.made', 'certificate.issued', 'certificate.revoked', 'organisation.enrolled'],
      ...['organisation.reinstated', 'organisation.suspended', 'signing_key.made'],
      ...['software.added', 'software.changed', 'software.withdrawn'],
    ]);
  });
});
