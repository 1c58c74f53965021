import { randomUUID } from 'node:crypto';
import type { ExplorerAnswer } from '../src/explorer/explorer-call.js';
import type { ExplorerView } from '../src/explorer/explorer.service.js';
import { grantedDetails } from './bank/account-data.js';
import { startPortal, type Browser, type RunningPortal } from './running-portal.js';

let portal: RunningPortal;
let browser: Browser;
beforeAll(async () => {
  portal = await startPortal();
}, 60_000);
afterAll(() => portal.stop());
beforeEach(async () => {
  portal.bank.manners = {};
  browser = portal.browser();
  await browser.connect(portal.bank);
  portal.bank.requests.length = 0;
});

const explorer = '/api/banks/harbour/explorer';
const consents = '/aisp/account-access-consents';
const send = (call: object, from: Browser = browser) =>
  from.act('POST', `${explorer}/calls`, {
    grant: 'connection',
    operation: 'getAccounts',
    parameters: {},
    ...call,
  });
const sent = async (call: object) => {
  const answer = await send(call);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
  return answer.json<ExplorerAnswer>();
};
/** What reached the API with a token. */
const calls = () =>
  portal.bank.requests.filter(
    ({ url, headers }) => url.pathname.includes('/open-banking/') && headers.authorization,
  );

describe('what may be tried', () => {
  it('is what this browser was granted, and no token is told', async () => {
    const view = (await browser.send(explorer)).json<ExplorerView>();
    expect(view.grants.map(({ id }) => id)).toEqual(['connection', 'client']);
    expect(view.operations).toMatchObject({
      getAccounts: ['connection'],
      postDomesticPayments: ['payment'],
      postAccountAccessConsents: ['client'],
    });
    expect(Object.keys(view.operations).filter((id) => /event|vrp|cbpii/i.test(id))).toEqual([]);
    expect(view.resources).toEqual([{ id: grantedDetails.ConsentId, from: 'connection' }]);
    const stranger = (await portal.browser().send(explorer)).json<ExplorerView>();
    expect(stranger.grants.map(({ id }) => id)).toEqual(['client']);
    expect(stranger.resources).toEqual([]);
  });
});

describe('a call', () => {
  it('goes where the document says, and tells how it went, secrets masked', async () => {
    const answer = await sent({
      operation: 'getAccountsByAccountIdTransactions',
      parameters: { AccountId: 'acc-1', pageSize: '50', 'x-customer-user-agent': 'Spec/1' },
    });
    const received = calls().at(-1)!;
    expect(received.method).toBe('GET');
    expect(received.url.href).toBe(
      `${portal.bank.resourceBase}/aisp/accounts/acc-1/transactions?pageSize=50`,
    );
    expect(received.headers['x-customer-user-agent']).toBe('Spec/1');
    expect(answer.response).toMatchObject({
      status: 200,
      body: { mediaType: 'application/json', text: expect.stringContaining('Fennel & Rye') },
    });
    expect(answer.interactionId).toBe(received.headers['x-fapi-interaction-id']);
    expect(answer.durationMilliseconds).toBeGreaterThan(0);
    const { hop } = answer;
    const { hops } = (await browser.send(`/api/flows/${hop!.flowId}`)).json<{
      hops: { number: number; interactionId: string }[];
    }>();
    expect(hops.find(({ number }) => number === hop!.number)?.interactionId).toBe(
      answer.interactionId,
    );
    for (const secret of portal.bank.secrets) expect(JSON.stringify(answer)).not.toContain(secret);
  });

  it('is held against the document on both sides, and sent all the same', async () => {
    portal.bank.manners = { resource: { status: 200, json: { Data: { Account: [{}] } } } };
    const { deviations } = await sent({
      operation: 'getAccountsByAccountIdTransactions',
      parameters: { AccountId: 'no-uuid', pageSize: '5' },
    });
    expect(deviations.request.map(({ place }) => place)).toEqual(['AccountId', 'pageSize']);
    expect(deviations.response).toContainEqual({
      place: 'body',
      what: expect.stringContaining("'Links'"),
    });
    portal.bank.manners = { resource: { status: 418, json: {} } };
    const { deviations: other } = await sent({});
    expect(other).toEqual({
      request: [],
      response: [{ place: 'status', what: '418 is not documented' }],
    });
  });

  it('that is refused is shown as it was answered, a challenge too', async () => {
    const challenge = 'DPoP error="insufficient_scope"';
    portal.bank.manners = {
      refuseTokens: 1000,
      refusal: { status: 401, headers: { 'www-authenticate': challenge } },
    };
    const { response, interactionId } = await sent({});
    expect(response.status).toBe(401);
    expect(new Map(response.headers).get('www-authenticate')).toBe(challenge);
    expect(interactionId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('renews a token that has ended, and says so when nothing is shared', async () => {
    portal.clock.advance(301);
    expect((await sent({})).response.status).toBe(200);
    expect(portal.bank.requestsTo('/token')).toHaveLength(1);
    const stranger = await send({}, portal.browser());
    expect([stranger.status, stranger.json<{ error: string }>().error]).toEqual([
      404,
      'not_connected',
    ]);
  });
});

describe('nothing else is sent', () => {
  it.each<[string, object, number]>([
    ['an unknown operation', { operation: 'getEverything' }, 404],
    ['one of all visitors at once', { operation: 'getEventSubscriptions', grant: 'client' }, 404],
    ['a token of another kind', { grant: 'client' }, 400],
    ['a parameter of no operation', { parameters: { authorization: 'Bearer x' } }, 400],
    ['a proof of the visitor’s', { parameters: { DPoP: 'x' } }, 400],
    ['a second header', { parameters: { 'x-customer-user-agent': 'a\r\nx-evil: 1' } }, 400],
    ['a body where there is none', { body: {} }, 400],
    [
      'a change that nobody confirmed',
      { operation: 'postAccountAccessConsents', grant: 'client', body: {} },
      400,
    ],
    ['a member too many', { url: 'https://evil.example/' }, 400],
    [
      'a payment of nobody',
      { operation: 'postDomesticPayments', grant: randomUUID(), body: {}, confirmed: true },
      404,
    ],
  ])('%s', async (_, call, status) => {
    expect((await send(call)).status).toBe(status);
    expect(calls()).toEqual([]);
  });

  it.each(['..', '.', ''])('a path that is climbed out of by %j', async (AccountId) => {
    const call = { operation: 'getAccountsByAccountId', parameters: { AccountId } };
    expect((await send(call)).status).toBe(400);
    expect(calls()).toEqual([]);
  });

  it('keeps what is filled in inside its own place', async () => {
    const AccountId = '../../x?y=1#z/%2e%2e';
    await sent({ operation: 'getAccountsByAccountIdBalances', parameters: { AccountId } });
    expect(calls().at(-1)!.url.href).toBe(
      `${portal.bank.resourceBase}/aisp/accounts/${encodeURIComponent(AccountId)}/balances`,
    );
  });

  it('SP-5.3.3.1-12 from a page of another site', async () => {
    const answer = await browser.send(`${explorer}/calls`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      body: JSON.stringify({ operation: 'getAccounts', grant: 'connection' }),
    });
    expect(answer.status).toBe(403);
  });
});

describe('with the token of the app itself', () => {
  const own = { grant: 'client', operation: 'getAccountAccessConsentsByConsentId' };

  it('a visitor reaches what they made or allowed, and nothing of another’s', async () => {
    const made = randomUUID();
    portal.bank.manners = {
      resource: { status: 201, json: { Data: { ConsentId: made } } },
      consent: { status: 200, json: {} },
    };
    const lodged = await sent({
      ...{ grant: 'client', operation: 'postAccountAccessConsents', confirmed: true },
      body: { Data: { Permissions: ['ReadBalances'] }, Risk: {} },
    });
    expect(lodged.response.status).toBe(201);
    expect(calls().at(-1)!.url.pathname.endsWith(consents)).toBe(true);
    for (const ConsentId of [made, grantedDetails.ConsentId]) {
      expect((await sent({ ...own, parameters: { ConsentId } })).response.status).toBe(200);
    }
    const other = portal.browser();
    await other.start();
    for (const from of [other, browser]) {
      const foreign = from === other ? made : randomUUID();
      const answer = await send({ ...own, parameters: { ConsentId: foreign } }, from);
      expect(answer.status).toBe(404);
    }
    expect(calls()).toHaveLength(4);
  });

  it('changes something once it is confirmed', async () => {
    const call = {
      ...{ grant: 'client', operation: 'deleteAccountAccessConsentsByConsentId' },
      parameters: { ConsentId: grantedDetails.ConsentId },
    };
    expect((await send(call)).status).toBe(400);
    portal.bank.manners = { consent: { status: 204 } };
    expect((await sent({ ...call, confirmed: true })).response).toMatchObject({ status: 204 });
    expect(calls().map(({ method }) => method)).toContain('DELETE');
  });
});

describe('a payment that waits', () => {
  it('is sent with its own token, order and key once the visitor confirms', async () => {
    portal.bank.manners = {
      tokenAnswer: {
        authorization_details: [{ type: 'urn:sandbank:domestic-payment:v1', ConsentId: 'c-1' }],
      },
    };
    const form = {
      bank: 'harbour',
      payee: 'tomos',
      amount: '12.50',
      reference: 'Dinner',
      hold: true,
    };
    const started = (await browser.act('POST', '/api/payments', form)).json<{
      paymentId: string;
      authorizationUrl: string;
    }>();
    await browser.comeBack(portal.bank.allow(started.authorizationUrl));
    const { grants } = (await browser.send(explorer)).json<ExplorerView>();
    const grant = grants.find(({ kind }) => kind === 'payment')!;
    expect(grant).toMatchObject({
      id: started.paymentId,
      words: expect.stringContaining('£12.50'),
    });
    portal.bank.requests.length = 0;
    const call = {
      ...{ operation: 'postDomesticPayments', grant: grant.id, body: grant.order!.body },
      parameters: { 'x-idempotency-key': grant.order!.idempotencyKey },
    };
    expect((await send(call)).status).toBe(400);
    expect(calls()).toEqual([]);
    await sent({ ...call, confirmed: true });
    const [order] = portal.bank.requestsTo('/pisp/domestic-payments').slice(-1);
    expect(order!.headers['x-idempotency-key']).toBe(grant.order!.idempotencyKey);
    expect(JSON.parse(order!.body)).toEqual(grant.order!.body);
    const stranger = await send({ ...call, confirmed: true }, portal.browser());
    expect(stranger.status).toBe(404);
  });
});
