import { Books, bookedAt } from '../../test/books.js';
import { randomUUID } from 'node:crypto';

let books: Books;
let world: string;

beforeAll(async () => {
  books = await Books.open();
  world = await books.account(null);
});
afterAll(() => books.test.drop());

/** An account with so much on it. */
async function accountWith(minor: number, limit = 0): Promise<string> {
  const account = await books.account(limit);
  if (minor !== 0) await books.move(world, account, minor);
  return account;
}

const refused = (work: Promise<unknown>, constraint: string) =>
  expect(work).rejects.toMatchObject({ constraint });

describe('a hold', () => {
  it('keeps money back without moving it, as far as the limit goes', async () => {
    const account = await accountWith(1000, 500);
    await books.hold(account, 1200);
    await books.hold(account, 300);
    expect(await books.standing(account)).toEqual([1000, 1500]);
    await refused(books.hold(account, 1), 'account_balance_within_limit');
    await refused(books.move(account, world, 1), 'account_balance_within_limit');
    expect(await books.standing(account)).toEqual([1000, 1500]);
  });

  it('is captured by the debit that it was placed for: balance and held fall together', async () => {
    const account = await accountWith(1000);
    const [first, second] = [await books.hold(account, 700), await books.hold(account, 300)];
    await books.move(account, world, 700, first);
    expect(await books.standing(account)).toEqual([300, 300]);
    await books.move(account, world, 300, second);
    expect(await books.standing(account)).toEqual([0, 0]);
    const rows = await books.run(
      'SELECT DISTINCT outcome, ended_at FROM resource_server.hold WHERE account_id = $1',
      [account],
    );
    expect(rows).toEqual([{ outcome: 'captured', ended_at: bookedAt }]);
  });

  it('is released, and the money can be spent', async () => {
    const account = await accountWith(1000);
    await books.release(await books.hold(account, 1000));
    expect(await books.standing(account)).toEqual([1000, 0]);
    await books.move(account, world, 1000);
  });

  it('ends once, whichever way came first', async () => {
    const account = await accountWith(1000);
    const [captured, released] = [await books.hold(account, 300), await books.hold(account, 300)];
    await books.move(account, world, 300, captured);
    await books.release(released);
    await refused(books.release(captured), 'hold_ends_once');
    await refused(books.release(released), 'hold_ends_once');
    await refused(books.move(account, world, 300, captured), 'ledger_entry_captures_once');
    await refused(books.move(account, world, 300, released), 'ledger_entry_captures_open_hold');
    expect(await books.standing(account)).toEqual([700, 0]);
  });

  it('is captured by no other amount, account or direction, nor twice in one journal', async () => {
    const account = await accountWith(1000);
    const other = await accountWith(1000);
    const hold = await books.hold(account, 300);
    for (const minor of [299, 301]) {
      await refused(books.move(account, world, minor, hold), 'ledger_entry_captures_open_hold');
    }
    await refused(books.move(other, world, 300, hold), 'ledger_entry_captures_own');
    const credit = books.post([
      { account, minor: 300, captures: hold },
      { account: world, minor: -300 },
    ]);
    await refused(credit, 'ledger_entry_captures_open_hold');
    const twice = books.post([
      { account, minor: -300, captures: hold },
      { account, minor: -300, captures: hold },
      { account: world, minor: 600 },
    ]);
    await refused(twice, 'ledger_entry_captures_once');
    await refused(books.move(account, world, 300, randomUUID()), 'ledger_entry_captures_own');
    expect(await books.standing(account)).toEqual([1000, 300]);
  });

  it('is in its account’s currency, of something, and of an account that is there', async () => {
    const account = await accountWith(1000);
    const place = (of: string, currency: string, minor: number) =>
      books.run(
        `INSERT INTO resource_server.hold (id, account_id, currency, amount_minor, placed_at)
         VALUES ($1, $2, $3, $4, $5)`,
        [randomUUID(), of, currency, minor, bookedAt],
      );
    await expect(place(account, 'EUR', 100)).rejects.toMatchObject({ code: '23503' });
    await expect(place(randomUUID(), 'GBP', 100)).rejects.toMatchObject({ code: '23503' });
    await refused(place(account, 'GBP', 0), 'hold_amount');
    await refused(place(account, 'GBP', -5), 'hold_amount');
    expect(await books.standing(account)).toEqual([1000, 0]);
  });
});

describe('the role of the server', () => {
  it('can say of no hold that it was captured', async () => {
    const account = await accountWith(1000);
    const hold = await books.hold(account, 300);
    const claim = `UPDATE resource_server.hold SET outcome = 'captured', ended_at = now() WHERE id = $1`;
    await refused(books.run(claim, [hold]), 'hold_captured_by_entry');
    await refused(books.test.query(claim, [hold]), 'hold_captured_by_entry');
    expect(await books.standing(account)).toEqual([1000, 300]);
  });

  it.each([
    `UPDATE resource_server.hold SET amount_minor = 1`,
    `UPDATE resource_server.account_balance SET held_minor = 0`,
    `DELETE FROM resource_server.hold`,
    `TRUNCATE resource_server.hold`,
    `INSERT INTO resource_server.hold (id, account_id, currency, amount_minor, placed_at, ended_at, outcome)
     SELECT gen_random_uuid(), account_id, currency, 1, now(), now(), 'released'
     FROM resource_server.account_balance`,
    `INSERT INTO resource_server.account_balance (account_id, currency, held_minor)
     VALUES (gen_random_uuid(), 'GBP', 5)`,
  ])('may not %s', async (text) => {
    await expect(books.run(text)).rejects.toThrow(/permission denied/);
  });
});

describe('even the owner of the tables', () => {
  it.each([
    ['UPDATE resource_server.hold SET amount_minor = amount_minor + 1', 'hold_ends_once'],
    ['DELETE FROM resource_server.hold', 'ledger_is_immutable'],
    ['TRUNCATE resource_server.hold CASCADE', 'ledger_is_immutable'],
  ])('is refused %s', async (text, constraint) => {
    await books.hold(await accountWith(100), 100);
    await refused(books.test.query(text), constraint);
  });

  it('cannot place a hold that has ended', async () => {
    const placing = books.test.query(
      `INSERT INTO resource_server.hold SELECT gen_random_uuid(), account_id, currency, 1, now(), now(),
         'released' FROM resource_server.account_balance LIMIT 1`,
    );
    await refused(placing, 'hold_begins_open');
  });
});

it('an account is in pounds or in euros', async () => {
  await refused(books.account(0, 'USD'), 'account_currency');
  const [euro, euroWorld] = [await books.account(0, 'EUR'), await books.account(null, 'EUR')];
  await books.post([
    { account: euro, minor: 500, currency: 'EUR' },
    { account: euroWorld, minor: -500, currency: 'EUR' },
  ]);
  const hold = await books.hold(euro, 500);
  await books.post([
    { account: euro, minor: -500, currency: 'EUR', captures: hold },
    { account: euroWorld, minor: 500, currency: 'EUR' },
  ]);
  expect(await books.standing(euro)).toEqual([0, 0]);
});
