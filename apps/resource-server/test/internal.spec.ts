import { exchange, newKey, type HttpsAnswer } from '@sandbank/testing';
import { randomUUID } from 'node:crypto';
import { Harness } from './harness.js';

let bank: Harness;
let maya: string;
let url: string;
beforeAll(async () => {
  bank = await Harness.start();
  maya = bank.customerId('Maya');
  url = `${bank.baseUrl}/internal/v1/harbour/customers/${maya}/accounts`;
}, 60_000);
afterAll(() => bank.stop());

const ask = (token: string | undefined, target = url): Promise<HttpsAnswer> =>
  exchange(target, bank.tls.ca, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });

const good = (): { sub: string; aud: string } => ({ sub: maya, aud: url });

describe('the door for the consent page', () => {
  it('shows every account of the customer with masked number, balance and holders', async () => {
    const answer = await ask(await bank.bankToken(good()));
    expect(answer.status).toBe(200);
    const { accounts } = answer.json<{ accounts: Record<string, unknown>[] }>();
    expect(accounts.map(({ Nickname }) => Nickname)).toEqual([
      'Everyday',
      'Rainy day',
      'Credit card',
    ]);
    expect(accounts[2]).toEqual({
      AccountId: await bank.accountId('Credit card'),
      Nickname: 'Credit card',
      Description: 'Harbour Credit Card',
      AccountTypeCode: 'CARD',
      Currency: 'GBP',
      MaskedIdentification: expect.stringMatching(/^•••• \d{4}$/),
      Available: {
        Amount: expect.stringMatching(/^\d+\.\d{2}$/),
        ...{ Currency: 'GBP', CreditDebitIndicator: 'Credit' },
      },
      Balance: {
        Amount: expect.stringMatching(/^\d+\.\d{2}$/),
        Currency: 'GBP',
        CreditDebitIndicator: 'Debit',
      },
      Holders: ['Maya Okafor'],
    });
  });

  it('shows a joint account with both its holders', async () => {
    const sub = bank.customerId('Daniel');
    const target = url.replace(maya, sub);
    const answer = await ask(await bank.bankToken({ sub, aud: target }), target);
    expect(answer.json<{ accounts: object[] }>().accounts).toContainEqual(
      expect.objectContaining({ Nickname: 'Household', Holders: ['Daniel Marsh', 'Elena Marsh'] }),
    );
  });

  it('takes each token once', async () => {
    const token = await bank.bankToken(good());
    expect((await ask(token)).status).toBe(200);
    expect((await ask(token)).status).toBe(401);
  });

  const now = (): number => bank.clock.nowSeconds();
  it.each<readonly [string, () => Promise<string> | string | undefined]>([
    ['no token', () => undefined],
    ['a malformed token', () => 'abc.def.ghi'],
    ['an access token', () => bank.token({ sub: maya, client_id: 'client-tally' })],
    ['another typ', () => bank.bankToken(good(), { typ: 'JWT' })],
    ['another issuer', () => bank.bankToken({ ...good(), iss: 'https://localhost:1/harbour' })],
    ['another customer', () => bank.bankToken({ ...good(), sub: bank.customerId('Tomos') })],
    ['another URL', () => bank.bankToken({ ...good(), aud: bank.baseUrl })],
    ['an array of audiences', () => bank.bankToken({ ...good(), aud: [url] })],
    ['an expired token', () => bank.bankToken({ ...good(), iat: now() - 40, exp: now() - 10 })],
    ['a token that lives too long', () => bank.bankToken({ ...good(), exp: now() + 31 })],
    [
      'a token of the future',
      () => bank.bankToken({ ...good(), iat: now() + 60, exp: now() + 80 }),
    ],
    ['a token without exp', () => bank.bankToken({ ...good(), exp: undefined })],
    ['a token without jti', () => bank.bankToken({ ...good(), jti: undefined })],
    ['a foreign key', async () => bank.bankToken(good(), {}, await newKey())],
    [
      'an unsigned token',
      async () => (await bank.bankToken(good(), { alg: 'none' })).replace(/[^.]*$/, ''),
    ],
  ])('stays shut for %s', async (_what, token) => {
    const answer = await ask(await token());
    expect([answer.status, answer.body]).toEqual([401, '']);
    expect(answer.header('www-authenticate')).toBe('Bearer');
  });

  it('stays shut at a bank that is not there', async () => {
    const target = url.replace('/harbour/', '/granite/');
    const answer = await ask(await bank.bankToken({ ...good(), aud: target }), target);
    expect(answer.status).toBe(401);
  });

  it('answers 400 for a customer that cannot be, and nothing for one that is not', async () => {
    for (const [sub, status] of [
      ['nobody', 400],
      [randomUUID(), 200],
    ] as const) {
      const target = url.replace(maya, sub);
      expect((await ask(await bank.bankToken({ sub, aud: target }), target)).status).toBe(status);
    }
  });
});
