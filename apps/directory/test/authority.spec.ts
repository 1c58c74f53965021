import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { X509Crl } from '@peculiar/x509';
import { OrderRefused, type Database } from '@sandbank/platform';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { Authorities } from '../src/authority/authorities.js';
import { AuthorityKeys } from '../src/authority/authority-keys.js';
import { takeTurns } from '../src/authority/authority.statements.js';
import { AuthoritySweeper } from '../src/authority/authority.sweeper.js';
import { SigningKeys } from '../src/keys/signing-keys.js';
import { SigningKeySweeper } from '../src/keys/signing-key.sweeper.js';
import { carryOut } from '../src/operation/operation.js';
import { newRequest } from './requests.js';
import {
  RunningDirectory,
  secret,
  type Account,
  type IssuedCertificate,
} from './running-directory.js';

describe('the authority of the directory', () => {
  let directory: RunningDirectory;
  let account: Account;
  let software: Awaited<ReturnType<RunningDirectory['add']>>;
  let other: string;
  let operators: Database;

  beforeAll(async () => {
    directory = await RunningDirectory.start(3);
    other = directory.others[0]!;
    operators = directory.database.connect('directory', 2);
    account = await directory.enrol();
    software = await directory.add(account);
  });
  afterAll(() => directory.stop());

  const order = (operation: string, more: object = {}) =>
    carryOut({ operation, ...more }, { database: operators, clock: directory.clock, secret });
  const issue = async (at = '') => {
    const body = { use: 'transport', csr: await newRequest() };
    const path = `${at}${software.path}/certificates`;
    const answer = await directory.send('POST', path, account.token, body);
    if (answer.status !== 201) throw new Error(answer.body);
    return answer.json<IssuedCertificate>();
  };
  const listOf = ({ crl }: { crl: string }) =>
    new X509Crl(new Uint8Array(Buffer.from(crl.replace(/-----[^-]+-----|\s/g, ''), 'base64')));
  const rows = <T>(sql: string) => directory.database.query<T>(sql);

  it('is one, however many servers begin at once, and its key rests sealed', async () => {
    expect(await directory.trust()).toHaveLength(1);
    expect(await rows('SELECT FROM directory.signing_key')).toHaveLength(1);
    const [kept] = await rows<{ sealed_private_key: Buffer; authority_id: string }>(
      'SELECT * FROM directory.authority',
    );
    const keys = directory.service(AuthorityKeys);
    const opened = keys.opened({
      ...{ authorityId: kept!.authority_id, sealedPrivateKey: kept!.sealed_private_key },
    });
    expect(kept!.sealed_private_key.includes(opened.subarray(40, 60))).toBe(false);
    const elsewhere = {
      authorityId: software.software_id,
      sealedPrivateKey: kept!.sealed_private_key,
    };
    expect(() => keys.opened(elsewhere)).toThrow('another secret');
    const stranger = new AuthorityKeys({ SANDBANK_SECRET_FILE: Buffer.alloc(32, 9) });
    expect(() => stranger.opened({ ...elsewhere, authorityId: kept!.authority_id })).toThrow(
      'another secret',
    );
  });

  it('keeps its list in time, whether or not anything is revoked', async () => {
    const [before] = await directory.trust();
    directory.clock.advance(2 * 3600 - 10);
    expect((await directory.trust())[0]!.crl).toBe(before!.crl);
    directory.clock.advance(20);
    const [after] = await directory.trust();
    expect(listOf(after!).nextUpdate!.getTime() - directory.clock.now().getTime()).toBeGreaterThan(
      6 * 3600 * 1000 - 1000,
    );
    // Servers that ask at once write one list, not many.
    directory.clock.advance(2 * 3600 + 1);
    const asked = await Promise.all([1, 2, 3, 4].map(() => directory.trust()));
    expect(new Set(asked.map(([each]) => each!.crl)).size).toBe(1);
    const [{ number }] = (await rows('SELECT crl_number AS number FROM directory.authority')) as [
      { number: string },
    ];
    expect(number).toBe('3');
  });

  it('is rotated while servers run: the next issues, the old one is trusted until its certificates end', async () => {
    const former = await issue();
    const [old] = await directory.trust();
    const listed = (await order('authority.rotate')) as { state: string }[];
    expect(listed.map(({ state }) => state)).toEqual(['current', 'retired']);
    const trusted = await directory.trust();
    expect(trusted.map(({ status }) => status)).toEqual(['current', 'retired']);
    expect(trusted[1]!.authority_id).toBe(old!.authority_id);
    for (const address of [directory.url, other]) {
      const issued = await issue(address);
      expect(issued.chain).toBe(trusted[0]!.certificate);
      const x509 = new X509Certificate(issued.certificate);
      expect(x509.verify(new X509Certificate(trusted[0]!.certificate).publicKey)).toBe(true);
    }
    // What the old one issued can be revoked still, in a list that the old one signs.
    await directory.send(
      ...(['POST', `${software.path}/certificates/${former.certificate_id}/revocation`] as const),
      account.token,
    );
    const [, retired] = await directory.trust();
    const list = listOf(retired!);
    expect(list.entries.map(({ serialNumber }) => serialNumber)).toEqual([former.serial_number]);
    expect(list.issuer).toBe(listOf(old!).issuer);

    const sweeper = directory.service(AuthoritySweeper);
    directory.clock.advance(89 * 86_400);
    await sweeper.sweep();
    expect(await directory.trust()).toHaveLength(2);
    directory.clock.advance(2 * 86_400);
    await sweeper.sweep();
    expect(await directory.trust()).toHaveLength(1);
    const [gone] = await rows<{ sealed_private_key: null }>(
      `SELECT sealed_private_key FROM directory.authority WHERE state = 'removed'`,
    );
    expect(gone!.sealed_private_key).toBeNull();
    const { status } = await directory.ask(`/authorities/${old!.authority_id}/crl`);
    expect(status).toBe(404);
  });

  it('goes at once in an emergency, with all before it and all that they issued', async () => {
    const earlier = await issue();
    await order('authority.rotate');
    const former = await issue();
    const before = await directory.trust();
    const [old] = before;
    expect(before.map(({ status }) => status)).toEqual(['current', 'retired']);
    // Whoever issues meanwhile gets a certificate that counts, or none of the removed authority.
    const [listed, ...issued] = await Promise.all([
      order('authority.rotate', { emergency: true }),
      ...Array.from({ length: 6 }, () => issue()),
    ]);
    const trusted = await directory.trust();
    const changes = (change: string) =>
      (listed as { authority_id: string; change?: string }[])
        .filter((each) => each.change === change)
        .map(({ authority_id: id }) => id);
    const ids = (authorities: typeof trusted) => authorities.map(({ authority_id: id }) => id);
    expect(changes('issues from now on')).toEqual(ids(trusted));
    expect(changes('distrusted by this order').sort()).toEqual(ids(before).sort());
    const list = await directory.send('GET', `${software.path}/certificates`, account.token);
    const certificates = list.json<{ certificates: IssuedCertificate[] }>().certificates;
    for (const { certificate_id: id } of [earlier, former])
      expect(certificates.find((each) => each.certificate_id === id)).toMatchObject({
        ...{ status: 'revoked', revocation_reason: 'cACompromise' },
      });
    for (const { certificate_id: id } of issued) {
      const now = certificates.find((each) => each.certificate_id === id)!;
      expect(now.status).toBe(now.chain === old!.certificate ? 'revoked' : 'valid');
    }
  });

  it('goes in an emergency that waited for another rotation, and so does what that one made', async () => {
    const before = await directory.trust();
    const text = (sql: string) => ({ name: '', text: sql });
    const isWaiting = `SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    const emergency = await operators.transaction(async (transaction) => {
      await transaction.query(takeTurns);
      const [old] = await transaction.query<{ id: string }>(
        text(`UPDATE directory.authority SET state = 'retired', retired_at = now()
          WHERE state = 'current' RETURNING authority_id AS id`),
      );
      const waits = order('authority.rotate', { emergency: true });
      while ((await rows(isWaiting)).length === 0) await setImmediate();
      await transaction.query(
        text(`INSERT INTO directory.authority SELECT gen_random_uuid(), 'current', certificate,
          sealed_private_key, created_at, not_after, NULL, NULL, crl, 1, crl_next_update
          FROM directory.authority WHERE authority_id = '${old!.id}'`),
      );
      return { waits };
    });
    const listed = (await emergency.waits) as { change?: string }[];
    const distrusted = listed.filter(({ change }) => change === 'distrusted by this order');
    expect(distrusted).toHaveLength(before.length + 1);
    const [only, ...others] = await directory.trust();
    expect(others).toEqual([]);
    expect((await issue()).chain).toBe(only!.certificate);
  });

  it('is never two, however many rotate at once', async () => {
    await Promise.all([1, 2, 3].map(() => order('authority.rotate')));
    const states = await rows<{ state: string }>('SELECT state FROM directory.authority');
    expect(states.filter(({ state }) => state === 'current')).toHaveLength(1);
    // Nor more than servers read.
    await rows(`INSERT INTO directory.authority SELECT gen_random_uuid(), 'retired', certificate,
      sealed_private_key, created_at, not_after, created_at, NULL, crl, 1, 'infinity'
      FROM directory.authority, generate_series(1, 40) WHERE state = 'current'`);
    await expect(order('authority.rotate')).rejects.toBeInstanceOf(OrderRefused);
    await rows(`DELETE FROM directory.authority WHERE crl_next_update = 'infinity'`);
  });

  it('gets a successor in its last year, unasked', async () => {
    const [before] = await directory.trust();
    directory.clock.advance(3652 * 86_400 - 364 * 86_400);
    await directory.service(AuthoritySweeper).sweep();
    const [after] = await directory.trust();
    expect(after!.authority_id).not.toBe(before!.authority_id);
    // Another server that saw the same makes no second one.
    await directory.service(Authorities).rotate('directory', false, before!.authority_id);
    expect((await directory.trust())[0]!.authority_id).toBe(after!.authority_id);
  });

  it('signs statements with a key of its own, whose successor is known before it signs', async () => {
    const statement = async () => {
      const answer = await directory.send('POST', `${software.path}/statements`, account.token);
      return answer.json<{ software_statement: string }>().software_statement;
    };
    const jwks = async () => (await directory.ask(`${other}/jwks`)).json<JSONWebKeySet>();
    const kidOf = async (jwt: string) => {
      const { protectedHeader } = await jwtVerify(jwt, createLocalJWKSet(await jwks()), {
        ...{ currentDate: directory.clock.now() },
      });
      return protectedHeader.kid;
    };
    const first = await kidOf(await statement());
    await order('key.rotate');
    expect((await jwks()).keys).toHaveLength(2);
    expect(await kidOf(await statement())).toBe(first);
    directory.clock.advance(301);
    const earlier = await statement();
    const second = await kidOf(earlier);
    expect(second).not.toBe(first);
    directory.clock.advance(27 * 3600);
    await directory.service(SigningKeySweeper).sweep();
    expect((await jwks()).keys.map(({ kid }) => kid)).toEqual([second]);
    await order('key.rotate', { emergency: true });
    await expect(kidOf(earlier)).rejects.toThrow('no applicable key');
    const third = await kidOf(await statement());
    await directory.service(SigningKeySweeper).sweep();
    const kept = await directory.service(SigningKeys).all();
    const sealed = kept.filter(({ sealedPrivateJwk }) => sealedPrivateJwk !== null);
    expect(sealed.map(({ kid }) => kid)).toEqual([third]);
  });
});
