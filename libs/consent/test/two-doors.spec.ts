import { randomUUID } from 'node:crypto';
import { statement, type Database } from '@sandbank/platform';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import {
  awaitingConsents,
  clientConsentSql,
  consentMigrations,
  ConsentStore,
  createAwaitingSql,
  GrantStore,
  RenewalStore,
  toClientConsent,
  withdrawConsentSql,
  type ClientConsentRow,
} from '../src/index.js';
import { approval, approved, awaiting, customerId, later, now } from './consents.js';

let database: TestDatabase;
let store: ConsentStore;
let renewals: RenewalStore;
let bank: Database;
let api: Database;

beforeAll(async () => {
  database = await testDatabase({ migrations: { consent: consentMigrations } });
  bank = database.connect('authorizationServer', 5);
  api = database.connect('resourceServer', 5);
  store = new ConsentStore(bank);
  renewals = new RenewalStore(bank, new GrantStore(bank));
});
afterAll(() => database.drop());

const lodge = statement('spec.lodge', createAwaitingSql('$1'));
const look = statement('spec.look', clientConsentSql('$1'));
const withdraw = statement(
  'spec.withdraw',
  `SELECT ${withdrawConsentSql('$1', '$2', '$3', '$4', '$5')} AS done`,
);

const withdrawnAt = async (consentId: string, moment: Date, client = 'client-tally') => {
  const [row] = await api.query<{ done: boolean }>(withdraw, [
    ...[consentId, 'harbour', client, moment, null],
  ]);
  return row!.done;
};

async function agreed(changes: object = {}): Promise<{ consentId: string; grantId: string }> {
  const asked = awaiting();
  await store.createAwaiting([asked]);
  const yes = approval([asked.consentId], changes);
  await store.authorise(yes);
  await store.claimGrant(yes.grantId, now);
  return { consentId: asked.consentId, grantId: yes.grantId };
}

const statusAt = async (consentId: string, moment: Date) => {
  const [row] = await api.query<ClientConsentRow>(look, [consentId]);
  return toClientConsent(row!, moment);
};

describe('the role of the resource server', () => {
  it('writes consents that nobody has answered', async () => {
    const asked = awaiting({ act: { now, by: 'client:client-tally', surface: 'consents-api' } });
    await api.query(lodge, [awaitingConsents([asked])]);
    const consent = await statusAt(asked.consentId, now);
    expect(consent).toMatchObject({ status: 'AWAITING_AUTHORISATION', isLodged: true });
  });

  it.each([
    `UPDATE consent.consent SET status = 'REVOKED'`,
    `UPDATE consent.consent SET authorise_by = now()`,
    'DELETE FROM consent.consent',
    'TRUNCATE consent.consent CASCADE',
    `UPDATE consent."grant" SET status = 'REVOKED'`,
    'DELETE FROM consent."grant"',
    'INSERT INTO consent.consent_account VALUES (gen_random_uuid(), 1)',
    'DELETE FROM consent.consent_history',
    `INSERT INTO consent.consent (consent_id, granted) VALUES (gen_random_uuid(), '{}')`,
    'INSERT INTO consent.consent (consent_id, grant_id) VALUES (gen_random_uuid(), gen_random_uuid())',
    'INSERT INTO consent.consent (consent_id, version) VALUES (gen_random_uuid(), 7)',
    'INSERT INTO consent.consent (consent_id, reauthenticate_by) VALUES (gen_random_uuid(), now())',
    `INSERT INTO consent."grant" (grant_id) VALUES (gen_random_uuid())`,
  ])('can do nothing else to them: %s', async (text) => {
    await expect(api.query({ name: `spec.${text.slice(0, 40)}`, text })).rejects.toThrow(
      'permission denied',
    );
  });

  it('cannot write one that somebody answered already', async () => {
    const asked = awaitingConsents([awaiting()]);
    const text = createAwaitingSql('$1').replaceAll('AWAITING_AUTHORISATION', 'REJECTED');
    await expect(api.query({ name: 'spec.answered', text }, [asked])).rejects.toThrow(
      'a consent begins unanswered',
    );
  });
});

describe('a consent that its client gives back', () => {
  it('ends at any moment of its life, and not after it, to the millisecond', async () => {
    const before = (moment: Date) => new Date(moment.getTime() - 1);
    const lives = async () => {
      const asked = awaiting({ authoriseBy: later(600) });
      await store.createAwaiting([asked]);
      return asked.consentId;
    };
    expect(await withdrawnAt(await lives(), before(later(600)))).toBe(true);
    expect(await withdrawnAt(await lives(), later(600))).toBe(false);
    const end = later(90 * 86_400);
    expect(await withdrawnAt((await agreed()).consentId, before(end))).toBe(true);
    expect(await withdrawnAt((await agreed()).consentId, end)).toBe(false);
  });

  it('is given back by its own client at its own bank, once', async () => {
    const { consentId } = await agreed();
    expect(await withdrawnAt(consentId, now, 'client-other')).toBe(false);
    const elsewhere = [consentId, 'granite', 'client-tally', now, null];
    expect(await api.query(withdraw, elsewhere)).toEqual([{ done: false }]);
    expect(await withdrawnAt(randomUUID(), now)).toBe(false);
    expect(await withdrawnAt(consentId, now)).toBe(true);
    expect(await withdrawnAt(consentId, now)).toBe(false);
    expect(await statusAt(consentId, now)).toMatchObject({ status: 'REVOKED', isWithdrawn: true });
  });

  it('ends before or after the yes of its customer, and never in between', async () => {
    for (let round = 0; round < 20; round += 1) {
      const asked = awaiting();
      await store.createAwaiting([asked]);
      const yes = approval([asked.consentId]);
      await Promise.all([store.authorise(yes), withdrawnAt(asked.consentId, now)]);
      const { status, grant } = await statusAt(asked.consentId, now);
      if (status === 'REJECTED') expect(grant).toBeUndefined();
      else expect([status, grant?.status]).toEqual(['REVOKED', 'REVOKED']);
    }
  });
});

describe('the next sign-in', () => {
  it('is due to the millisecond, unless the consent expires then', async () => {
    const { consentId } = await agreed({ reauthenticateBy: later(1000) });
    const at = async (milliseconds: number) =>
      (await statusAt(consentId, new Date(later(1000).getTime() + milliseconds))).status;
    expect([await at(-1), await at(0)]).toEqual(['AUTHORISED', 'SUSPENDED']);
    const both = await agreed({ reauthenticateBy: later(90 * 86_400) });
    expect((await statusAt(both.consentId, later(90 * 86_400))).status).toBe('EXPIRED');
  });

  it('is put off by an approval alone', async () => {
    const { consentId } = await agreed({ reauthenticateBy: later(1000) });
    const name = 'spec.put_off';
    const text = 'UPDATE consent.consent SET reauthenticate_by = $2 WHERE consent_id = $1';
    await expect(bank.query({ name, text }, [consentId, later(9000)])).rejects.toThrow();
    const withStatus = text.replace('SET', `SET status = 'SUSPENDED',`);
    const suspending = { name: `${name}_suspended`, text: withStatus };
    await expect(bank.query(suspending, [consentId, later(9000)])).rejects.toThrow(
      'only an approval puts off the next sign-in',
    );
  });

  const renewal = (held: { consentId: string; grantId: string }, changes: object = {}) => ({
    ...{ ...held, bank: 'harbour', clientId: 'client-tally', customerId },
    ...{ type: 'urn:sandbank:account-access:v1', reauthenticateBy: later(5000), act: approved },
    ...changes,
  });
  const renew = (held: { consentId: string; grantId: string }, changes: object = {}) =>
    bank.transaction((transaction) => renewals.renew(renewal(held, changes), transaction));

  it('is made by the customer of the consent, in its grant, in its time', async () => {
    const held = await agreed({ reauthenticateBy: later(1000) });
    expect(await renew(held, { customerId: randomUUID() })).toBe(false);
    expect(await renew(held, { clientId: 'client-other' })).toBe(false);
    expect(await renew(held, { bank: 'granite' })).toBe(false);
    expect(await renew(held, { grantId: (await agreed()).grantId })).toBe(false);
    const atTheEnd = { act: { ...approved, now: later(90 * 86_400) } };
    expect(await renew(held, atTheEnd)).toBe(false);
    expect(await renew(held)).toBe(true);
    expect((await statusAt(held.consentId, later(4999))).status).toBe('AUTHORISED');
    expect((await statusAt(held.consentId, later(5000))).status).toBe('SUSPENDED');
  });

  it('never brings a consent back whose grant ends at the same time', async () => {
    for (let round = 0; round < 10; round += 1) {
      const held = await agreed({ reauthenticateBy: later(1000) });
      await Promise.all([renew(held), store.revokeGrant(held.grantId, approved)]);
      expect((await statusAt(held.consentId, now)).status).toBe('REVOKED');
    }
  });
});
