import { randomUUID } from 'node:crypto';
import { Harness } from './harness.js';
import {
  agree,
  balanceOf,
  expectBooksToBalance,
  heldOf,
  numberOf,
  pay,
  paymentsOf,
  settle,
} from './paying.js';
import type { AgreedPayment, OrderChanges } from './paying.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
}, 60_000);
afterAll(() => bank.stop());
afterEach(() => expectBooksToBalance(bank));

const withInitiation = ({ order }: AgreedPayment, changes: object) => ({
  ...order,
  Data: { ...order.Data, Initiation: { ...order.Data.Initiation, ...changes } },
});

type Case = readonly [
  what: string,
  changes: (agreed: AgreedPayment) => OrderChanges,
  status: number,
  code: string,
  path?: string,
];

const amount = (Amount: string, Currency = 'GBP') => ({ InstructedAmount: { Amount, Currency } });

const cases: readonly Case[] = [
  [
    'another amount',
    (agreed) => ({ body: withInitiation(agreed, amount('9.01')) }),
    400,
    'U008',
    'Data.Initiation',
  ],
  [
    'the amount in other digits',
    (agreed) => ({ body: withInitiation(agreed, amount('9.0')) }),
    400,
    'U008',
  ],
  [
    'another payee',
    (agreed) => ({
      body: withInitiation(agreed, {
        CreditorAccount: { ...agreed.initiation.CreditorAccount, Name: 'A Foe' },
      }),
    }),
    400,
    'U008',
  ],
  [
    'no reference',
    (agreed) => ({ body: withInitiation(agreed, { RemittanceInformation: undefined }) }),
    400,
    'U008',
  ],
  [
    'another risk',
    ({ order }) => ({ body: { ...order, Risk: { ContractPresentIndicator: true } } }),
    400,
    'U008',
    'Risk',
  ],
  [
    'another consent',
    ({ order }) => ({ body: { ...order, Data: { ...order.Data, ConsentId: randomUUID() } } }),
    403,
    'U008',
    'Data.ConsentId',
  ],
  [
    'no consent',
    ({ order }) => ({ body: { ...order, Data: { Initiation: order.Data.Initiation } } }),
    400,
    'U004',
    'Data.ConsentId',
  ],
  ['no body', () => ({ body: '' }), 400, 'U002'],
  ['half a body', () => ({ body: '{"Data":' }), 400, 'U002'],
  ['a body that is a list', () => ({ body: '[]' }), 400, 'U002', 'Data'],
  ['nothing at all', () => ({ body: 'null' }), 400, 'U002'],
  ['a member that would change the prototype', () => ({ body: '{"__proto__":{}}' }), 400, 'U002'],
  [
    'a field that nobody knows',
    (agreed) => ({ body: withInitiation(agreed, { Urgent: true }) }),
    400,
    'U005',
    'Data.Initiation.Urgent',
  ],
  [
    'an amount that is none',
    (agreed) => ({ body: withInitiation(agreed, amount('nine')) }),
    400,
    'U002',
    'Data.Initiation.InstructedAmount.Amount',
  ],
  ['no key', () => ({ key: undefined }), 400, 'U006', 'x-idempotency-key'],
  ['a key of 41 characters', () => ({ key: 'k'.repeat(41) }), 400, 'U006', 'x-idempotency-key'],
  [
    'two keys',
    () => ({ headers: { 'x-idempotency-key': ['k1', 'k2'] } }),
    400,
    'U006',
    'x-idempotency-key',
  ],
  ...['9.001', '-9.00', '+9.00', '9e0', '09.00.0', '12345678901234', '0.00', '', ' 9.00'].map(
    (Amount): Case => [
      `the amount ${JSON.stringify(Amount)}`,
      (agreed) => ({ body: withInitiation(agreed, amount(Amount)) }),
      400,
      'U002',
      'Data.Initiation.InstructedAmount.Amount',
    ],
  ),
  [
    'a currency that no account is kept in',
    (agreed) => ({ body: withInitiation(agreed, amount('9.00', 'USD')) }),
    400,
    'U002',
    'Data.Initiation.InstructedAmount.Currency',
  ],
  [
    'euros to a sort code',
    (agreed) => ({ body: withInitiation(agreed, amount('9.00', 'EUR')) }),
    400,
    'U002',
    'Data.Initiation.CreditorAccount.SchemeName',
  ],
  [
    'an account that pays where none was consented',
    (agreed) => ({
      body: withInitiation(agreed, { DebtorAccount: agreed.initiation.CreditorAccount }),
    }),
    400,
    'U008',
    'Data.Initiation',
  ],
  [
    'a form',
    () => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    415,
    'U006',
  ],
  ['XML wanted back', () => ({ headers: { accept: 'application/xml' } }), 406, 'U006'],
];

describe('an order', () => {
  it.each(cases.map(([what, ...rest]) => ({ what, rest })))(
    'with $what is refused, and nothing moves',
    async ({ rest }) => {
      const [changes, status, code, path] = rest;
      const agreed = await agree(bank, { amount: '9.00' });
      const answer = await pay(bank, agreed, changes(agreed));
      expect(answer.status).toBe(status);
      const [error] = answer.json<{ Errors: { ErrorCode: string; Path?: string }[] }>().Errors;
      expect(error).toMatchObject({ ErrorCode: code, ...(path !== undefined && { Path: path }) });
      expect(await paymentsOf(bank, agreed.consentId)).toBe(0);
      // A good order still works.
      expect((await pay(bank, agreed)).status).toBe(201);
    },
  );

  it('is good in whatever order its members come, with a key of 40 characters', async () => {
    const agreed = await agree(bank, { amount: '9.00' });
    const { order } = agreed;
    const { ConsentId, Initiation } = order.Data;
    const body = {
      Risk: {},
      Data: { Initiation: Object.fromEntries(Object.entries(Initiation).reverse()), ConsentId },
    };
    expect((await pay(bank, agreed, { body, key: 'k'.repeat(40) })).status).toBe(201);
  });

  it('beyond balance and overdraft is refused, and works once there is enough', async () => {
    const [limit] = await bank.test.query<{ limit_minor: string }>(
      `SELECT limit_minor FROM resource_server.account_balance WHERE account_id = $1`,
      [await bank.accountId('Everyday')],
    );
    await settle(bank);
    const available = (await balanceOf(bank, 'Everyday')) + Number(limit!.limit_minor);
    const inPounds = (minor: number) => (minor / 100).toFixed(2);
    const tooMuch = await agree(bank, { amount: inPounds(available + 1) });
    const key = randomUUID();
    const answer = await pay(bank, tooMuch, { key });
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ Errors: [{ ErrorCode: 'U014' }] });
    expect(await balanceOf(bank, 'Everyday')).toBe(available - Number(limit!.limit_minor));
    expect(await heldOf(bank, 'Everyday')).toBe(0);
    // The last penny may be spent, and a penny that comes in lets the same order through.
    const [penny] = [
      await agree(bank, {
        amount: '0.01',
        customer: 'Tomos',
        from: 'Student account',
        to: await numberOf(bank, 'Everyday'),
      }),
    ];
    expect((await pay(bank, penny)).status).toBe(201);
    // On its way it is not there yet.
    expect((await pay(bank, tooMuch, { key })).status).toBe(400);
    await settle(bank);
    expect((await pay(bank, tooMuch, { key })).status).toBe(201);
    await settle(bank);
    expect(await balanceOf(bank, 'Everyday')).toBe(-Number(limit!.limit_minor));
  });

  it('of many that together are too much: as many as the account bears', async () => {
    await settle(bank);
    const start = await balanceOf(bank, 'Student account');
    const [limit] = await bank.test.query<{ limit_minor: string }>(
      `SELECT limit_minor FROM resource_server.account_balance WHERE account_id = $1`,
      [await bank.accountId('Student account')],
    );
    const available = start + Number(limit!.limit_minor);
    const each = Math.floor(available / 3);
    const wish = {
      amount: (each / 100).toFixed(2),
      customer: 'Tomos',
      from: 'Student account',
      to: '40000012345678',
    };
    const agreed = await Promise.all(Array.from({ length: 8 }, () => agree(bank, wish)));
    const answers = await Promise.all(agreed.map((one) => pay(bank, one)));
    const paid = answers.filter(({ status }) => status === 201);
    expect(paid).toHaveLength(3);
    await settle(bank);
    expect(await balanceOf(bank, 'Student account')).toBe(start - 3 * each);
  });

  it('to the account that pays is refused', async () => {
    const agreed = await agree(bank, { amount: '1.00', to: await numberOf(bank, 'Everyday') });
    expect((await pay(bank, agreed)).json()).toMatchObject({
      Errors: [{ ErrorCode: 'U002', Path: 'Data.Initiation.CreditorAccount' }],
    });
  });

  it('from a credit card, or an account that the customer no longer holds, is refused with 403', async () => {
    const card = await agree(bank, { amount: '1.00', from: 'Credit card' });
    expect((await pay(bank, card)).status).toBe(403);
    const others = await agree(bank, { amount: '1.00', from: 'Student account' });
    expect((await pay(bank, others)).status).toBe(403);
  });
});

describe('a token', () => {
  it('of another client finds no way to this consent', async () => {
    const agreed = await agree(bank, { amount: '1.00' });
    const other = await agree(bank, { amount: '1.00', clientId: 'client-other' });
    expect((await pay(bank, agreed, { token: other.token })).status).toBe(403);
    expect((await pay(bank, other, { token: agreed.token })).status).toBe(403);
    expect(await paymentsOf(bank, agreed.consentId)).toBe(0);
  });

  it.each([
    ['without the scope payments', { scope: 'openid accounts' }],
    [
      'of the client itself',
      {
        sub: 'client-tally',
        client_id: 'client-tally',
        grant_id: undefined,
        authorization_details: undefined,
      },
    ],
  ])('%s pays nothing: 403', async (_what, claims) => {
    const agreed = await agree(bank, { amount: '1.00' });
    const token = await bank.token({
      ...{ sub: agreed.customerId, client_id: 'client-tally', grant_id: agreed.grantId },
      ...{ scope: 'payments', acr: 'urn:openbanking:psd2:sca' },
      authorization_details: [
        { type: 'urn:sandbank:domestic-payment:v1', ConsentId: agreed.consentId },
      ],
      ...claims,
    });
    expect((await pay(bank, agreed, { token })).status).toBe(403);
  });

  it.each([
    ['revoked', (agreed: AgreedPayment) => bank.consents.revoke(agreed.consentId, act()), 401],
    ['suspended', (agreed: AgreedPayment) => bank.consents.suspend(agreed.consentId, act()), 403],
    ['forgotten for a day', async () => bank.clock.advance(86_401), 401],
  ])('of a consent that was %s pays nothing', async (_what, end, status) => {
    const agreed = await agree(bank, { amount: '1.00' });
    await end(agreed);
    const answer = await pay(bank, agreed);
    expect(answer.status).toBe(status);
    expect(await paymentsOf(bank, agreed.consentId)).toBe(0);
  });

  const act = () => ({ now: bank.clock.now(), by: 'operator:spec', surface: 'operator' }) as const;
});
