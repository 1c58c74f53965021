import type { PaymentView } from '../src/payments/payments.controller.js';
import type { Manners } from './bank/manners.js';
import { startPortal, type Browser, type RunningPortal } from './running-portal.js';

let portal: RunningPortal;
let browser: Browser;
beforeAll(async () => {
  portal = await startPortal();
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => {
  portal.bank.manners = { ...granting, resource: paid };
  portal.bank.requests.length = 0;
  browser = portal.browser();
});

const paid = {
  status: 201,
  json: {
    Data: {
      DomesticPaymentId: 'p-1',
      Status: 'ACCC',
      CreationDateTime: '2026-11-21T12:00:00+00:00',
    },
  },
};
const granting: Manners = {
  tokenAnswer: {
    authorization_details: [{ type: 'urn:sandbank:domestic-payment:v1', ConsentId: 'c-1' }],
  },
};
const form = { bank: 'harbour', payee: 'tomos', amount: '12.50', reference: 'Dinner', hold: false };
const busy = { status: 503, headers: { 'content-type': 'text/plain' }, text: 'busy' };
const sca = 'urn:openbanking:psd2:sca';

const wantsFreshSignIn = (): Manners => ({
  ...granting,
  resource: {
    status: 401,
    headers: {
      'www-authenticate': `DPoP error="insufficient_user_authentication", acr_values="${sca}", max_age="300"`,
    },
  },
  idToken: { acr: sca, auth_time: portal.clock.nowSeconds() },
});

const order = async (changes: object = {}) => {
  const answer = await browser.act('POST', '/api/payments', { ...form, ...changes });
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
  return answer.json<{ paymentId: string; authorizationUrl: string }>();
};
/** The customer allows it at the bank; resolves to where they land. */
const allow = (authorizationUrl: string) => browser.comeBack(portal.bank.allow(authorizationUrl));
const look = async (paymentId: string) =>
  (await browser.send(`/api/payments/${paymentId}`)).json<PaymentView>();
const orders = () => portal.bank.requestsTo('/pisp/domestic-payments');

describe('a payment through Tally', () => {
  it('asks for exactly what it orders, with the key of the customer’s yes', async () => {
    const { paymentId, authorizationUrl } = await order();
    expect(await allow(authorizationUrl)).toBe(`/payments/${paymentId}`);
    const pushed = portal.bank.requestsTo('/par').at(-1)!.form;
    expect(pushed.get('scope')).toBe('openid payments');
    const [asked] = JSON.parse(pushed.get('authorization_details') ?? '') as { consent: object }[];
    const [sent] = orders();
    const body = JSON.parse(sent!.body) as {
      Data: { ConsentId: string; Initiation: object };
      Risk: object;
    };
    expect({ Initiation: body.Data.Initiation, Risk: body.Risk }).toEqual(asked!.consent);
    expect(body.Data.Initiation).toMatchObject({
      InstructedAmount: { Amount: '12.50', Currency: 'GBP' },
      CreditorAccount: { Identification: '00122084592555', Name: 'Tomos Rhys' },
      RemittanceInformation: { Unstructured: ['Dinner'] },
    });
    const view = await look(paymentId);
    expect(sent!.headers['x-idempotency-key']).toBe(view.flowId);
    expect(view).toMatchObject({
      ...{ status: 'paid', receipt: { domesticPaymentId: 'p-1', status: 'ACCC' } },
    });
    const kept = await portal.database.query('SELECT sealed_tokens FROM tpp_portal.payment');
    expect(kept).toEqual([{ sealed_tokens: null }]);
  });

  it('waits where the customer wants to look once more, and is sent once they say so', async () => {
    const { paymentId, authorizationUrl } = await order({ hold: true });
    await allow(authorizationUrl);
    expect(await look(paymentId)).toMatchObject({ status: 'ready' });
    expect(orders()).toHaveLength(0);
    const answers = await Promise.all(
      [1, 2, 3].map(() => browser.act('POST', `/api/payments/${paymentId}/send`)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await look(paymentId)).toMatchObject({ status: 'paid' });
    expect(new Set(orders().map(({ headers }) => headers['x-idempotency-key'])).size).toBe(1);
  });

  it('that the bank cannot take now can be sent again', async () => {
    // The first token is of no use any more, and the bank is too busy to give another.
    const { paymentId, authorizationUrl } = await order({ hold: true });
    await allow(authorizationUrl);
    portal.clock.advance(301);
    portal.bank.manners = { ...granting, resource: paid, refresh: busy };
    await browser.act('POST', `/api/payments/${paymentId}/send`);
    expect(await look(paymentId)).toMatchObject({ status: 'ready' });
    portal.bank.manners = { ...granting, resource: paid };
    await browser.act('POST', `/api/payments/${paymentId}/send`);
    expect(await look(paymentId)).toMatchObject({ status: 'paid' });
  });

  it('that the bank refuses tells why', async () => {
    const json = {
      Message: 'the account cannot bear this payment',
      Errors: [{ ErrorCode: 'U014' }],
    };
    portal.bank.manners = { ...granting, resource: { status: 400, json } };
    const { paymentId, authorizationUrl } = await order();
    await allow(authorizationUrl);
    expect(await look(paymentId)).toMatchObject({
      ...{ status: 'failed', error: { error: 'U014', errorDescription: json.Message } },
    });
  });

  it('that the customer does not allow ends with the journey', async () => {
    const { paymentId, authorizationUrl } = await order();
    const back = portal.bank.allow(authorizationUrl, { code: undefined, error: 'access_denied' });
    expect(await browser.comeBack(back)).toBe(`/payments/${paymentId}`);
    expect(await look(paymentId)).toMatchObject({
      ...{ status: 'failed', error: { error: 'access_denied' } },
    });
    expect(orders()).toHaveLength(0);
  });

  it.each([
    ['an unknown payee', { payee: 'nobody' }],
    ['no amount', { amount: '' }],
    ['a third of a penny', { amount: '0.003' }],
    ['a reference of two lines', { reference: 'a\nb' }],
    ['a word of its own', { to: '00000000000000' }],
  ])('is not begun with %s', async (_what, changes) => {
    const answer = await browser.act('POST', '/api/payments', { ...form, ...changes });
    expect(answer.status).toBe(400);
    expect(portal.bank.requestsTo('/par')).toHaveLength(0);
  });

  it('belongs to the browser that ordered it', async () => {
    const { paymentId, authorizationUrl } = await order({ hold: true });
    await allow(authorizationUrl);
    const other = portal.browser();
    await other.start();
    for (const path of ['', '/send', '/sign-in']) {
      const answer =
        path === ''
          ? await other.send(`/api/payments/${paymentId}`)
          : await other.act('POST', `/api/payments/${paymentId}${path}`);
      expect([404, 409]).toContain(answer.status);
    }
    expect(orders()).toHaveLength(0);
  });
});

describe('a payment that the bank has taken', () => {
  const at = (seconds: number): string =>
    new Date(Date.parse('2026-11-21T12:00:00Z') + seconds * 1000).toISOString();
  const way = (...statuses: readonly string[]) => ({
    status: 200,
    json: {
      Data: {
        PaymentStatus: statuses.map((Status, index) => ({
          ...{ PaymentTransactionId: 'p-1', Status, StatusUpdateDateTime: at(index) },
          StatusDetail: {
            Status,
            ...(Status === 'RJCT' && { StatusReasonDescription: 'an account is blocked' }),
          },
        })),
      },
    },
  });
  const taken = { ...paid, json: { Data: { ...paid.json.Data, Status: 'PDNG' } } };
  const looks = () => portal.bank.requestsTo('/payment-details').length;
  const begun = async (): Promise<string> => {
    portal.bank.manners = { ...granting, resource: taken };
    const { paymentId, authorizationUrl } = await order();
    await allow(authorizationUrl);
    return paymentId;
  };

  it('is followed with a token of the app itself until it is on the payee’s account', async () => {
    const paymentId = await begun();
    for (const [status, statuses] of [
      ['sent', ['PDNG', 'ACTC']],
      ['paid', ['PDNG', 'ACTC', 'ACFC', 'ACSP', 'ACSC']],
      ['paid', ['PDNG', 'ACTC', 'ACFC', 'ACSP', 'ACSC', 'ACCC']],
    ] as const) {
      portal.clock.set(at(statuses.length));
      portal.bank.manners = { ...granting, resource: way(...statuses) };
      const view = await look(paymentId);
      expect(view).toMatchObject({ status, isMoving: statuses.at(-1) !== 'ACCC' });
      expect(view.receipt?.steps?.map((step) => step.status)).toEqual(statuses);
    }
    const seen = looks();
    expect(await look(paymentId)).toMatchObject({ status: 'paid', isMoving: false });
    expect(looks()).toBe(seen);
    const grants = portal.bank.requestsTo('/token').map(({ form }) => form.get('grant_type'));
    expect(grants).toContain('client_credentials');
  });

  it('that goes to another bank is followed no longer than anything is expected of it', async () => {
    const paymentId = await begun();
    portal.bank.manners = { ...granting, resource: way('PDNG', 'ACSC') };
    portal.clock.set(at(2));
    expect(await look(paymentId)).toMatchObject({ status: 'paid', isMoving: true });
    portal.clock.set(at(11));
    expect(await look(paymentId)).toMatchObject({ status: 'paid', isMoving: false });
  });

  it('and rejects in the end is told with the reason', async () => {
    const paymentId = await begun();
    portal.bank.manners = { ...granting, resource: way('PDNG', 'ACSP', 'RJCT') };
    const view = await look(paymentId);
    expect(view).toMatchObject({ status: 'rejected', isMoving: false });
    expect(view.receipt?.steps?.at(-1)?.reason).toBe('an account is blocked');
  });

  it.each([
    ['does not answer', busy],
    ['refuses', { status: 400, json: { Errors: [{ ErrorCode: 'U011' }] } }],
    ['talks nonsense', { status: 200, json: { Data: { PaymentStatus: [] } } }],
  ])('is shown as it was known while the bank %s', async (_what, resource) => {
    const paymentId = await begun();
    portal.bank.manners = { ...granting, resource };
    expect(await look(paymentId)).toMatchObject({ status: 'sent', isMoving: true });
  });
});

describe('a bank that wants a fresher sign-in (RFC 9470)', () => {
  const signIn = (paymentId: string) => browser.act('POST', `/api/payments/${paymentId}/sign-in`);

  it('RFC9470-4 gets it as it asked, and the payment goes on by itself', async () => {
    portal.bank.manners = wantsFreshSignIn();
    const { paymentId, authorizationUrl } = await order({ hold: true });
    await allow(authorizationUrl);
    await browser.act('POST', `/api/payments/${paymentId}/send`);
    const waiting = await look(paymentId);
    expect(waiting).toMatchObject({ status: 'step_up', maxAgeSeconds: 300, stepUps: 0 });
    const flow = (await browser.send(`/api/flows/${waiting.flowId}`)).json<{
      hops: { title: string; note?: string; request: { body?: { text: string } } }[];
    }>();
    const hop = flow.hops.at(-1)!;
    expect([hop.title, hop.note]).toEqual([
      'Make the payment',
      expect.stringContaining('RFC 9470'),
    ]);
    expect(JSON.parse(hop.request.body?.text ?? '')).toMatchObject({ Data: { ConsentId: 'c-1' } });
    const again = (await signIn(paymentId)).json<{ authorizationUrl: string }>();
    const { form: pushed } = portal.bank.requestsTo('/par').at(-1)!;
    expect([pushed.get('acr_values'), pushed.get('max_age')]).toEqual([sca, '300']);
    portal.bank.manners = { ...wantsFreshSignIn(), resource: paid };
    expect(await allow(again.authorizationUrl)).toBe(`/payments/${paymentId}`);
    expect(await look(paymentId)).toMatchObject({ status: 'paid', stepUps: 1 });
    // Another yes is another order: the first one's key would stand for another body.
    expect(new Set(orders().map(({ headers }) => headers['x-idempotency-key'])).size).toBe(2);
  });

  it('RFC9470-9 gets it once: asked again, the payment ends, and no third journey begins', async () => {
    portal.bank.manners = wantsFreshSignIn();
    const { paymentId, authorizationUrl } = await order();
    await allow(authorizationUrl);
    const again = (await signIn(paymentId)).json<{ authorizationUrl: string }>();
    await allow(again.authorizationUrl);
    expect(await look(paymentId)).toMatchObject({
      ...{ status: 'failed', error: { error: 'step_up_refused' } },
    });
    const pushes = portal.bank.requestsTo('/par').length;
    expect((await signIn(paymentId)).status).toBe(409);
    expect(portal.bank.requestsTo('/par')).toHaveLength(pushes);
  });

  it('gets one journey, however often the button is pressed', async () => {
    portal.bank.manners = wantsFreshSignIn();
    const { paymentId, authorizationUrl } = await order();
    await allow(authorizationUrl);
    const answers = await Promise.all([1, 2, 3].map(() => signIn(paymentId)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });
});
