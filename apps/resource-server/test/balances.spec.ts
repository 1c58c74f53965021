import { statement } from '@sandbank/platform';
import { randomUUID } from 'node:crypto';
import { Harness } from './harness.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
}, 60_000);
afterAll(() => bank.stop());

interface Balance {
  readonly AccountId: string;
  readonly Type: string;
  readonly DateTime: string;
  readonly CreditDebitIndicator: string;
  readonly Amount: { readonly Amount: string; readonly Currency: string };
}

const permissions = ['ReadAccountsBasic', 'ReadBalances'];

async function balances(token: string, path = '/balances'): Promise<readonly Balance[]> {
  const answer = await bank.call(path, token);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
  return answer.json<{ Data: { Balance: readonly Balance[] } }>().Data.Balance;
}

/** Signed pounds by type. */
const byType = (list: readonly Balance[]): Record<string, number> =>
  Object.fromEntries(
    list.map(({ Type, Amount, CreditDebitIndicator: side }) => [
      Type,
      Math.round(Number(Amount.Amount) * 100) * (side === 'Credit' ? 1 : -1),
    ]),
  );

const onlyOf = async (account: string) => {
  const { token } = await bank.grant({ customer: 'Maya', accounts: [account], permissions });
  return token;
};

/** What was booked up to an instant, by summing all of it. */
async function bookedUntil(account: string, until: string): Promise<number> {
  const [row] = await bank.test.query<{ sum: string }>(
    `SELECT coalesce(sum(amount_minor), 0) AS sum FROM resource_server.ledger_entry
     WHERE account_id = $1 AND booked_at < $2`,
    [account, until],
  );
  return Number(row!.sum);
}

describe('GET /balances', () => {
  it('tells unsigned decimals, overdrafts as debits, now and at the turn of the day', async () => {
    const { token } = await bank.grant({
      ...{ customer: 'Tomos', accounts: ['Student account', 'Summer jar'], permissions },
    });
    const list = await balances(token);
    const student = await bank.accountId('Student account');
    const jar = await bank.accountId('Summer jar');
    const times = {
      ...{ ITBD: '2026-11-21T15:30:00+00:00', ITAV: '2026-11-21T15:30:00+00:00' },
      ...{ CLBD: '2026-11-20T23:59:59.999+00:00', CLAV: '2026-11-20T23:59:59.999+00:00' },
      ...{ OPBD: '2026-11-21T00:00:00+00:00', OPAV: '2026-11-21T00:00:00+00:00' },
    };
    expect(list.map((one) => [one.AccountId, one.Type, one.DateTime])).toEqual(
      [student, jar].flatMap((id) => Object.entries(times).map((each) => [id, ...each])),
    );
    expect(list[0]).toEqual({
      AccountId: student,
      Type: 'ITBD',
      CreditDebitIndicator: 'Debit',
      DateTime: times.ITBD,
      Amount: { Amount: expect.stringMatching(/^\d{1,13}\.\d{2}$/), Currency: 'GBP' },
      CreditLine: [
        { Included: false, Type: 'Pre-Agreed', Amount: { Amount: '1500.00', Currency: 'GBP' } },
      ],
    });
    const included = list.map((one) => ('CreditLine' in one ? one.CreditLine : undefined));
    expect(JSON.stringify(included[1])).toContain('"Included":true');
    expect(included.slice(6).every((line) => line === undefined)).toBe(true);
    for (const [id, limit] of [
      [student, 150_000],
      [jar, 0],
    ] as const) {
      const [now, midnight] = [
        await bookedUntil(id, 'infinity'),
        await bookedUntil(id, '2026-11-21'),
      ];
      expect(byType(list.filter(({ AccountId }) => AccountId === id))).toEqual({
        ...{ ITBD: now, ITAV: now + limit, CLBD: midnight, CLAV: midnight + limit },
        ...{ OPBD: midnight, OPAV: midnight + limit },
      });
    }
    expect(await balances(token, `/accounts/${jar}/balances`)).toEqual(list.slice(6));
  });

  it('leaves holds out of what is available, as each stood at that time', async () => {
    const token = await onlyOf('Everyday');
    const account = await bank.accountId('Everyday');
    const before = byType(await balances(token));
    const database = bank.test.connect('resourceServer', 1);
    const hold = async (minor: number, placedAt: string, endedAt?: string) => {
      const id = randomUUID();
      await database.query(place, [id, account, minor, placedAt]);
      if (endedAt !== undefined) await database.query(release, [id, endedAt]);
    };
    await hold(100, '2026-11-19T12:00:00Z'); // stands since before
    await hold(20, '2026-11-21T09:00:00Z'); // placed today
    await hold(3, '2026-11-20T09:00:00Z', '2026-11-21T10:00:00Z'); // stood at midnight
    await hold(7, '2026-11-18T09:00:00Z', '2026-11-20T23:59:59.999Z'); // was over by then
    await hold(9, '2026-11-21T09:00:00Z', '2026-11-21T09:30:00Z'); // came and went today
    const after = byType(await balances(token));
    const fell = Object.keys(before).map((type) => [type, before[type]! - after[type]!]);
    expect(Object.fromEntries(fell)).toEqual({
      ...{ ITBD: 0, ITAV: 120, CLBD: 0, CLAV: 103, OPBD: 0, OPAV: 103 },
    });
  });

  it('closes with what today brought left out', async () => {
    const token = await onlyOf('Everyday');
    const account = await bank.accountId('Everyday');
    const before = byType(await balances(token));
    const world = await bank.test.query<{ id: string }>(
      `SELECT id FROM resource_server.account WHERE identification = 'settlement'`,
    );
    for (const [minor, at] of [
      [500, '2026-11-21T00:00:00Z'],
      [70, '2026-11-20T23:59:59.999Z'],
    ] as const) {
      const journal = randomUUID();
      await bank.test.query(
        `WITH j AS (INSERT INTO resource_server.journal VALUES ($1, 'harbour', $2, 'payment'))
         INSERT INTO resource_server.ledger_entry (id, journal_id, account_id, currency, amount_minor,
           booked_at, family_code, sub_family_code, proprietary_code)
         VALUES (gen_random_uuid(), $1, $3, 'GBP', $4, $2, 'RCDT', 'DMCT', 'T'),
           (gen_random_uuid(), $1, $5, 'GBP', -$4::bigint, $2, 'RCDT', 'DMCT', 'T')`,
        [journal, at, account, minor, world[0]!.id],
      );
    }
    const after = byType(await balances(token));
    const rose = Object.keys(before).map((type) => [type, after[type]! - before[type]!]);
    expect(Object.fromEntries(rose)).toEqual({
      ...{ ITBD: 570, ITAV: 570, CLBD: 70, CLAV: 70, OPBD: 70, OPAV: 70 },
    });
  });
});

const place = statement(
  'spec.place',
  `INSERT INTO resource_server.hold (id, account_id, currency, amount_minor, placed_at)
   VALUES ($1, $2, 'GBP', $3, $4)`,
);
const release = statement(
  'spec.release',
  `UPDATE resource_server.hold SET outcome = 'released', ended_at = $2 WHERE id = $1`,
);
