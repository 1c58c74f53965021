import { everyPermission, Harness } from './harness.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
}, 60_000);
afterAll(() => bank.stop());

interface Accounts {
  Data: { Account: Record<string, unknown>[] };
  Links: Record<string, string>;
  Meta: Record<string, unknown>;
}

describe('GET /accounts', () => {
  it('lists the chosen accounts and no other of the same customer', async () => {
    const { token } = await bank.grant({
      customer: 'Maya',
      accounts: ['Everyday', 'Credit card'],
      permissions: everyPermission,
    });
    const answer = await bank.call('/accounts', token);
    expect([answer.status, answer.body]).toEqual([200, expect.stringContaining('Everyday')]);
    const { Data, Links, Meta } = answer.json<Accounts>();
    expect(Data.Account.map(({ Nickname }) => Nickname)).toEqual(['Everyday', 'Credit card']);
    expect(Links).toEqual({ Self: `${bank.aisp}/accounts` });
    expect(Meta).toEqual({ TotalPages: 1 });
    expect(answer.header('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.header('x-fapi-interaction-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
