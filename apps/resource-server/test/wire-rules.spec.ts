import { jest } from '@jest/globals';
import { Database } from '@sandbank/platform';
import { exchange, type HttpsRequest } from '@sandbank/testing';
import { randomUUID } from 'node:crypto';
import { everyPermission, Harness, moment } from './harness.js';

let bank: Harness;
let token: string;
beforeAll(async () => {
  bank = await Harness.start();
  ({ token } = await bank.grant({
    ...{ customer: 'Maya', accounts: ['Everyday'], permissions: everyPermission },
  }));
}, 60_000);
afterAll(() => bank.stop());

const unknownId = '018f4c1d-a4e0-7b12-8f3a-6c2d91e47bff';

type Case = readonly [
  what: string,
  path: string | ((bank: Harness) => string | Promise<string>),
  request: HttpsRequest,
  status: number,
  code: string,
  place?: string,
];

const cases: readonly Case[] = [
  ['a malformed account id', '/accounts/abc', {}, 400, 'U002', 'AccountId'],
  ['an id with a NUL', '/accounts/%00/balances', {}, 400, 'U002', 'AccountId'],
  ['an unknown account id', `/accounts/${unknownId}`, {}, 400, 'U011', 'AccountId'],
  ['unknown balances', `/accounts/${unknownId}/balances`, {}, 400, 'U011', 'AccountId'],
  ['a missing account id', '/accounts//transactions', {}, 400, 'U011', 'AccountId'],
  ['a missing statement id', '/accounts/x/statements//file', {}, 400, 'U011', 'StatementId'],
  ['a missing account id at the end', '/accounts/', {}, 400, 'U011', 'AccountId'],
  [
    'another account of the same customer',
    async (b) => `/accounts/${await b.accountId('Rainy day')}`,
    {},
    403,
    'U008',
    'AccountId',
  ],
  [
    'transactions of another customer',
    async (b) => `/accounts/${await b.accountId('Student account')}/transactions`,
    {},
    403,
    'U008',
    'AccountId',
  ],
  [
    'one of the bank’s own accounts',
    async (b) => `/accounts/${await internalId(b)}`,
    {},
    400,
    'U011',
    'AccountId',
  ],
  ['an unknown path', '/savings-goals', {}, 404, 'U011'],
  [
    'an unknown version',
    (b) => `${b.baseUrl}/harbour/open-banking/v3.1/aisp/accounts`,
    {},
    404,
    'U011',
  ],
  [
    'an unknown bank',
    (b) => `${b.baseUrl}/granite/open-banking/v4.0/aisp/accounts`,
    {},
    404,
    'U011',
  ],
  ['a malformed URL', '/accounts/%zz', {}, 400, 'U002'],
  ['a very long URL', `/accounts/${'a'.repeat(2000)}`, {}, 414, 'U002'],
  [
    'headers beyond measure',
    '/accounts',
    { headers: { 'x-long': 'a'.repeat(20_000) } },
    431,
    'U006',
  ],
  ['a wrong method', '/accounts', { method: 'POST', body: '{}' }, 405, 'U000'],
  ['a wrong method on one account', `/accounts/${unknownId}`, { method: 'DELETE' }, 405, 'U000'],
  [
    'a wish for XML',
    '/accounts',
    { headers: { accept: 'application/xml' } },
    406,
    'U006',
    'Accept',
  ],
  [
    'a wish for no JSON',
    '/accounts',
    { headers: { accept: '*/*, application/json;q=0' } },
    406,
    'U006',
    'Accept',
  ],
  [
    'a body of XML',
    '/accounts',
    { headers: { 'content-type': 'text/xml' } },
    415,
    'U006',
    'Content-Type',
  ],
  ...(
    [
      ['x-fapi-auth-date', 'yesterday'],
      ['x-fapi-auth-date', 'Mon, 10 Sep 2017 19:43:31 GMT'],
      ['x-fapi-auth-date', '2017-09-10T19:43:31Z'],
      ['x-fapi-customer-ip-address', '300.1.1.1'],
      ['x-fapi-customer-ip-address', '10.0.0.1, 10.0.0.2'],
      ['x-fapi-end-user-present', 'yes'],
      ['x-customer-user-agent', 'a'.repeat(513)],
      ['x-customer-user-agent', ''],
    ] as const
  ).map(([name, value]): Case => [
    `${name}: ${value.slice(0, 30)}`,
    '/accounts',
    { headers: { [name]: value } },
    400,
    'U006',
    name,
  ]),
];

async function internalId(b: Harness): Promise<string> {
  const [row] = await b.test.query<{ id: string }>(
    `SELECT id FROM resource_server.account WHERE identification = 'settlement'`,
  );
  return row!.id;
}

describe('every refusal', () => {
  it.each(cases.map((one) => ({ what: one[0], one })))(
    'of $what is an Open Banking error',
    async ({ one: [, path, request, status, code, place] }) => {
      const target = typeof path === 'string' ? path : await path(bank);
      const interactionId = randomUUID();
      const headers = { 'x-fapi-interaction-id': interactionId, ...request.headers };
      const answer = await bank.call(target, token, { ...request, headers });
      expect([answer.status, answer.header('content-type')]).toEqual([
        status,
        'application/json; charset=utf-8',
      ]);
      const body = answer.json<{ Id: string; Message: string; Errors: Record<string, string>[] }>();
      expect(body.Id).toBe(answer.header('x-fapi-interaction-id'));
      // A header too long to be read cannot be echoed.
      if (status !== 431) expect(body.Id).toBe(interactionId);
      expect(body.Errors).toEqual([
        {
          ErrorCode: code,
          Message: body.Message,
          ...(place === undefined ? {} : { Path: place }),
          Url: `https://localhost:9440/errors/${code}`,
        },
      ]);
      expect(Object.keys(body).sort()).toEqual(['Code', 'Errors', 'Id', 'Message']);
      if (status === 405) expect(answer.header('allow')).toBe('GET, HEAD');
      if (status === 403) expect(answer.header('www-authenticate')).toContain('insufficient_scope');
    },
  );

  it.each([
    ['no token', {}],
    ['a foreign scheme', { authorization: 'Basic eDp5' }],
    ['a token without proof', { authorization: 'Bearer abc.def.ghi' }],
  ])('of %s is a challenge without a body', async (_what, headers) => {
    const answer = await exchange(`${bank.aisp}/accounts`, bank.tls.ca, { headers });
    expect([answer.status, answer.body, answer.header('content-type')]).toEqual([
      401,
      '',
      undefined,
    ]);
    // The scheme that was used is challenged first; the other stands beside it (RFC 9449 7.2).
    expect(answer.header('www-authenticate')).toMatch(/(^|, )DPoP algs="/);
    expect(answer.header('x-fapi-interaction-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('of a token that stands for no customer is 403', async () => {
    const own = await bank.token({ sub: 'client-tally', client_id: 'client-tally' });
    for (const path of ['/accounts', '/balances', '/transactions']) {
      expect((await bank.call(path, own)).status).toBe(403);
    }
  });

  it('of a token without the scope accounts is 403', async () => {
    const own = await bank.token({ sub: 'c', client_id: 'c', scope: 'openid' });
    expect((await bank.call('/accounts', own)).status).toBe(403);
  });
});

describe('a consent that is not in force', () => {
  const paths = async (): Promise<string[]> => {
    const id = await bank.accountId('Everyday');
    const one = [`/accounts/${id}`, `/accounts/${id}/balances`, `/accounts/${id}/transactions`];
    return ['/accounts', '/balances', '/transactions', ...one];
  };
  const act = {
    now: new Date(moment.getTime() + 5),
    by: 'operator:spec',
    surface: 'operator',
  } as const;

  it.each([
    ['revoke', 401],
    ['expire', 401],
    ['suspend', 403],
  ] as const)('after %s answers %d everywhere, at once', async (end, status) => {
    const { consentId, token: own } = await bank.grant({
      ...{ customer: 'Maya', accounts: ['Everyday'], permissions: everyPermission },
    });
    expect((await bank.call('/accounts', own)).status).toBe(200);
    expect(await bank.consents[end](consentId, act)).toBe(true);
    for (const path of await paths()) {
      const answer = await bank.call(path, own);
      expect([path, answer.status]).toEqual([path, status]);
      expect(answer.header('www-authenticate')).toMatch(/^DPoP /);
      if (status === 401) expect(answer.body).toBe('');
      else expect(answer.json()).toMatchObject({ Errors: [{ ErrorCode: 'U028' }] });
    }
  });
});

describe('a call', () => {
  it('takes two statements: one for token, proof and consent, one for the data', async () => {
    const id = await bank.accountId('Everyday');
    await bank.call('/transactions', token);
    const database = bank.application.get(Database);
    const seen = jest.spyOn(database, 'query');
    const named: Record<string, string[]> = {};
    for (const path of ['/accounts', `/accounts/${id}/balances`, '/transactions?pageSize=25']) {
      seen.mockClear();
      expect((await bank.call(path, token)).status).toBe(200);
      named[path] = seen.mock.calls
        .map(([{ name }]) => name)
        // Records are written, and accounts closed, behind the answers.
        .filter((name) => !/_record|rejection|exchange|close_due/.test(name));
    }
    seen.mockRestore();
    expect(Object.values(named)).toEqual([
      ['protected_resource.access', 'accounts.of_consent'],
      ['protected_resource.access', 'balances.of_consent'],
      ['protected_resource.access', 'transactions.first_page'],
    ]);
  });
});

describe('the interaction id', () => {
  it('is echoed when it is a UUID and minted when it is not', async () => {
    const ours = randomUUID();
    const echo = await bank.call('/accounts', token, {
      headers: { 'x-fapi-interaction-id': ours },
    });
    expect([echo.status, echo.header('x-fapi-interaction-id')]).toEqual([200, ours]);
    const minted = await bank.call('/accounts', token, {
      headers: { 'x-fapi-interaction-id': 'nonsense' },
    });
    expect(minted.status).toBe(200);
    expect(minted.header('x-fapi-interaction-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the record of an access', () => {
  let other: Harness | undefined;
  afterAll(() => other?.stop());

  it('says who read what, when, under which consent and whether the customer was present', async () => {
    const {
      consentId,
      grantId,
      token: fresh,
    } = await bank.grant({
      ...{ customer: 'Priya', accounts: ['Workshop card'], permissions: everyPermission },
    });
    const card = await bank.accountId('Workshop card');
    const interactionId = randomUUID();
    await bank.call(`/accounts/${card}/balances`, fresh, {
      headers: {
        'x-fapi-interaction-id': interactionId,
        'x-fapi-end-user-present': 'true',
        'x-fapi-customer-ip-address': '2001:db8::7',
        'x-customer-user-agent': 'Tally/1.0 (phone)',
        'x-fapi-auth-date': 'Sun, 10 Sep 2017 19:43:31 UTC',
      },
    });
    await bank.call('/accounts', fresh);
    await bank.call(`/accounts/${unknownId}`, fresh);
    const records = (): Promise<Record<string, unknown>[]> =>
      bank.test.query(
        'SELECT * FROM resource_server.access_record WHERE consent_id = $1 ORDER BY endpoint DESC',
        [consentId],
      );
    // The record is durable before the answer.
    const rows = await records();
    const common = {
      bank_slug: 'harbour',
      client_id: 'client-tally',
      customer_id: bank.customerId('Priya'),
      consent_id: consentId,
      grant_id: grantId,
      occurred_at: moment,
      id: expect.any(String),
    };
    expect(rows).toEqual([
      {
        ...common,
        account_id: card,
        endpoint: 'GET /:bank/open-banking/v4.0/aisp/accounts/:AccountId/balances',
        interaction_id: interactionId,
        customer_present: true,
        customer_ip_address: '2001:db8::7',
        customer_user_agent: 'Tally/1.0 (phone)',
        customer_authenticated_at: new Date('2017-09-10T19:43:31Z'),
      },
      {
        ...common,
        account_id: null,
        endpoint: 'GET /:bank/open-banking/v4.0/aisp/accounts',
        interaction_id: expect.any(String),
        customer_present: false,
        customer_ip_address: null,
        customer_user_agent: null,
        customer_authenticated_at: null,
      },
    ]);
  });

  it('is written before the process ends', async () => {
    other = await Harness.start();
    const { token: fresh, consentId } = await other.grant({
      ...{ customer: 'George', accounts: ['Savings'], permissions: everyPermission },
    });
    expect((await other.call('/accounts', fresh)).status).toBe(200);
    expect((await other.call('/accounts/nonsense', fresh)).status).toBe(400);
    await other.application.close();
    const kept = await other.test.query(
      `SELECT 1 FROM resource_server.access_record WHERE consent_id = $1
       UNION ALL SELECT 2 FROM resource_server.rejection WHERE status = 400`,
      [consentId],
    );
    expect(kept).toHaveLength(2);
  }, 60_000);
});
