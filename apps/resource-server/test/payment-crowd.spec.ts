import { Harness } from './harness.js';
import {
  agree,
  balanceOf,
  expectBooksToBalance,
  heldOf,
  pay,
  settle,
  strangersAccount,
} from './paying.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
}, 60_000);
afterAll(() => bank.stop());

describe('two hundred payments at once from one account', () => {
  it('are placed as far as it bears them, to the penny, and the rest is refused', async () => {
    const [start, floor] = [await balanceOf(bank, 'Everyday'), -(await limitOf('Everyday'))];
    const each = Math.ceil((start - floor) / 151);
    const bearable = Math.floor((start - floor) / each);
    const wish = { amount: (each / 100).toFixed(2), to: strangersAccount };
    const agreed = await Promise.all(Array.from({ length: 200 }, () => agree(bank, wish)));
    const answers = await Promise.all(agreed.map((one) => pay(bank, one)));
    const placed = answers.filter(({ status }) => status === 201);
    expect(placed).toHaveLength(bearable);
    expect(bearable).toBeGreaterThan(140);
    for (const refused of answers.filter(({ status }) => status !== 201)) {
      expect([refused.status, refused.json()]).toMatchObject([
        400,
        { Errors: [{ ErrorCode: 'U014', Path: 'Data.Initiation.InstructedAmount' }] },
      ]);
    }
    expect([await balanceOf(bank, 'Everyday'), await heldOf(bank, 'Everyday')]).toEqual([
      start,
      bearable * each,
    ]);
    await expectBooksToBalance(bank);
    await settle(bank);
    expect([await balanceOf(bank, 'Everyday'), await heldOf(bank, 'Everyday')]).toEqual([
      start - bearable * each,
      0,
    ]);
    await expectBooksToBalance(bank);
  }, 60_000);
});

async function limitOf(nickname: string): Promise<number> {
  const [row] = await bank.test.query<{ limit_minor: string }>(
    `SELECT b.limit_minor FROM resource_server.account_balance b
     JOIN resource_server.account a ON a.id = b.account_id WHERE a.nickname = $1`,
    [nickname],
  );
  return Number(row!.limit_minor);
}
