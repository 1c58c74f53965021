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

const basicFields = [
  'AccountCategory',
  'AccountId',
  'AccountTypeCode',
  'Currency',
  'Description',
  'Nickname',
  'OpeningDate',
  'Status',
  'StatusUpdateDateTime',
];

describe('GET /accounts', () => {
  it('lists the chosen accounts and no other of the same customer', async () => {
    const { token } = await bank.grant({
      customer: 'Maya',
      accounts: ['Everyday', 'Credit card'],
      permissions: everyPermission,
    });
    const answer = await bank.call('/accounts', token);
    expect(answer.status).toBe(200);
    const { Data, Links, Meta } = answer.json<Accounts>();
    expect(Data.Account.map(({ Nickname }) => Nickname)).toEqual(['Everyday', 'Credit card']);
    expect(Links).toEqual({ Self: `${bank.aisp}/accounts` });
    expect(Meta).toEqual({ TotalPages: 1 });
    expect(answer.header('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.header('x-fapi-interaction-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('shows a joint account to either holder, under both names', async () => {
    for (const customer of ['Elena', 'Daniel']) {
      const { token } = await bank.grant({
        ...{ customer, accounts: ['Household'], permissions: everyPermission },
      });
      const { Data } = (await bank.call('/accounts', token)).json<Accounts>();
      expect(Data.Account).toMatchObject([
        { Nickname: 'Household', Account: [{ Name: 'Elena Marsh & Daniel Marsh' }] },
      ]);
    }
  });

  it('leaves out what the customer does not hold, even if a consent names it', async () => {
    const { token } = await bank.grant({
      ...{ customer: 'Maya', accounts: ['Everyday', 'Student account'] },
      permissions: everyPermission,
    });
    const { Data } = (await bank.call('/accounts', token)).json<Accounts>();
    expect(Data.Account.map(({ Nickname }) => Nickname)).toEqual(['Everyday']);
    const student = await bank.accountId('Student account');
    for (const path of ['', '/balances', '/transactions']) {
      expect((await bank.call(`/accounts/${student}${path}`, token)).status).toBe(403);
    }
  });

  it.each([
    ['ReadAccountsBasic', ['ReadAccountsBasic'], basicFields, undefined],
    ['ReadAccountsDetail', ['ReadAccountsDetail'], [...basicFields, 'Account'], /^x{12}\d{4}$/],
    [
      'ReadAccountsDetail and ReadPAN',
      ['ReadAccountsDetail', 'ReadPAN'],
      [...basicFields, 'Account'],
      /^\d{16}$/,
    ],
  ])('under %s shows these fields alone', async (_name, permissions, fields, cardNumber) => {
    const { token } = await bank.grant({
      customer: 'Maya',
      accounts: ['Credit card'],
      permissions,
    });
    const { Data } = (await bank.call('/accounts', token)).json<Accounts>();
    const [account] = Data.Account;
    expect(Object.keys(account!).sort()).toEqual([...fields].sort());
    if (cardNumber === undefined) return;
    expect(account!['Account']).toEqual([
      {
        SchemeName: 'UK.OBIE.PAN',
        Identification: expect.stringMatching(cardNumber),
        Name: 'Maya Okafor',
      },
    ]);
  });

  it('shows account number and sort code under Detail without ReadPAN', async () => {
    const { token } = await bank.grant({
      ...{ customer: 'Maya', accounts: ['Everyday'], permissions: ['ReadAccountsDetail'] },
    });
    const everyday = await bank.accountId('Everyday');
    const { Data } = (await bank.call(`/accounts/${everyday}`, token)).json<Accounts>();
    expect(Data.Account).toMatchObject([
      {
        AccountId: everyday,
        Account: [
          {
            SchemeName: 'UK.OBIE.SortCodeAccountNumber',
            Identification: expect.stringMatching(/^\d{14}$/),
          },
        ],
      },
    ]);
  });
});

describe('a permission that was not given', () => {
  it.each([
    ['/balances', ['ReadAccountsDetail']],
    ['/transactions', ['ReadAccountsDetail', 'ReadBalances']],
    ['/accounts/{id}/balances', ['ReadAccountsDetail']],
    ['/accounts/{id}/transactions', ['ReadAccountsDetail', 'ReadBalances']],
    ['/accounts', ['ReadBalances']],
    ['/accounts/{id}', ['ReadBalances']],
  ])('closes GET %s with 403', async (path, permissions) => {
    const { token } = await bank.grant({ customer: 'Maya', accounts: ['Everyday'], permissions });
    const everyday = await bank.accountId('Everyday');
    const answer = await bank.call(path.replace('{id}', everyday), token);
    expect(answer.status).toBe(403);
    expect(answer.header('www-authenticate')).toContain('insufficient_scope');
    expect(answer.json()).toMatchObject({ Errors: [{ ErrorCode: 'U008' }] });
  });
});
