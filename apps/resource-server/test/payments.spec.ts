import { Harness } from './harness.js';
import {
  agree,
  balanceOf,
  expectBooksToBalance,
  heldOf,
  look,
  paid,
  pay,
  paymentsOf,
  pisp,
  refreshed,
  settle,
  strangersAccount,
  type PaymentBody,
} from './paying.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
}, 60_000);
afterAll(() => bank.stop());
afterEach(() => expectBooksToBalance(bank));

const pence = (amount: string): number => Math.round(Number(amount) * 100);

describe('a payment', () => {
  it('is received, and moves money to a payee at the same bank when its time has come', async () => {
    const before = [await balanceOf(bank, 'Everyday'), await balanceOf(bank, 'Student account')];
    const agreed = await agree(bank, { amount: '12.50' });
    const answer = await pay(bank, agreed);
    expect(answer.status).toBe(201);
    const { Data, Links, Meta } = answer.json<PaymentBody & { Links: object; Meta: object }>();
    const at = '2026-11-21T15:30:00+00:00';
    expect(Data).toEqual({
      DomesticPaymentId: expect.any(String),
      ConsentId: agreed.consentId,
      ...{ CreationDateTime: at, StatusUpdateDateTime: at, Status: 'PDNG' },
      ExpectedExecutionDateTime: '2026-11-21T15:30:03+00:00',
      ExpectedSettlementDateTime: '2026-11-21T15:30:04+00:00',
      Charges: [],
      Initiation: agreed.initiation,
    });
    expect(Links).toEqual({ Self: pisp(bank, `domestic-payments/${Data.DomesticPaymentId}`) });
    expect(Meta).toEqual({ TotalPages: 1 });
    const [consent] = await bank.consents.consentsOfGrant(agreed.grantId, bank.clock.now());
    expect(consent?.status).toBe('CONSUMED');
    expect(await balanceOf(bank, 'Everyday')).toBe(before[0]);
    expect(await heldOf(bank, 'Everyday')).toBe(pence('12.50'));
    await settle(bank);
    expect((await look(bank, Data.DomesticPaymentId)).json()).toMatchObject({
      Data: { Status: 'ACCC', StatusUpdateDateTime: '2026-11-21T15:30:05+00:00' },
    });
    expect(await heldOf(bank, 'Everyday')).toBe(0);
    expect(await balanceOf(bank, 'Everyday')).toBe(before[0]! - pence('12.50'));
    expect(await balanceOf(bank, 'Student account')).toBe(before[1]! + pence('12.50'));
  });

  it('leaves through the clearing account for a payee elsewhere', async () => {
    const before = await balanceOf(bank, 'outgoing-clearing');
    const id = await paid(bank, await agree(bank, { amount: '3.00', to: strangersAccount }));
    await settle(bank);
    expect((await look(bank, id)).json<PaymentBody>().Data.Status).toBe('ACSC');
    expect(await balanceOf(bank, 'outgoing-clearing')).toBe(before + 300);
  });

  it('is read by both sides in their transactions', async () => {
    const agreed = await agree(bank, { amount: '4.44' });
    await paid(bank, agreed);
    await settle(bank);
    const entries = await bank.test.query(
      `SELECT a.nickname, e.amount_minor::int AS amount, e.information, e.counterparty_name, e.reference
       FROM resource_server.ledger_entry e JOIN resource_server.account a ON a.id = e.account_id
       JOIN resource_server.payment p ON p.journal_id = e.journal_id
       WHERE p.consent_id = $1 ORDER BY amount`,
      [agreed.consentId],
    );
    const shared = { reference: 'E2E-1' };
    expect(entries).toEqual([
      {
        nickname: 'Everyday',
        amount: -444,
        information: 'A FRIEND Dinner',
        counterparty_name: 'A Friend',
        ...shared,
      },
      {
        nickname: 'Student account',
        amount: 444,
        information: 'MAYA OKAFOR Dinner',
        counterparty_name: 'Maya Okafor',
        ...shared,
      },
    ]);
  });

  it('can be looked at by its client alone, with its own token or that of the consent', async () => {
    const agreed = await agree(bank, { amount: '1.00' });
    const ordered = await pay(bank, agreed);
    const id = ordered.json<PaymentBody>().Data.DomesticPaymentId;
    const lookAs = async (claims: object) =>
      bank.call(
        pisp(bank, `domestic-payments/${id}`),
        await bank.token({ scope: 'payments', ...claims }),
      );
    const own = await lookAs({ sub: 'client-tally', client_id: 'client-tally' });
    expect(own.status).toBe(200);
    expect(own.json()).toEqual(ordered.json());
    const withConsent = await bank.call(pisp(bank, `domestic-payments/${id}`), agreed.token);
    expect(withConsent.status).toBe(200);
    const other = await lookAs({ sub: 'client-other', client_id: 'client-other' });
    expect(other.status).toBe(403);
    expect(other.json()).toMatchObject({ Errors: [{ ErrorCode: 'U008' }] });
    const elsewhere = await agree(bank, { amount: '1.00' });
    expect((await bank.call(pisp(bank, `domestic-payments/${id}`), elsewhere.token)).status).toBe(
      403,
    );
  });

  it.each([
    ['abc', 'U002'],
    ['018f4c1d-a4e0-7b12-8f3a-6c2d91e47bff', 'U011'],
    ['', 'U011'],
  ])('under the id %j does not exist: 400 %s', async (id, code) => {
    const token = await bank.token({
      ...{ scope: 'payments', sub: 'client-tally', client_id: 'client-tally' },
    });
    const answer = await bank.call(pisp(bank, `domestic-payments/${id}`), token);
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({
      Errors: [{ ErrorCode: code, Path: 'DomesticPaymentId' }],
    });
  });
});

describe('the sign-in behind a payment (RFC 9470 3)', () => {
  it('is good for 300 seconds, and then must be made anew', async () => {
    const agreed = await agree(bank, { amount: '2.00' });
    const signedInAt = bank.clock.nowSeconds();
    bank.clock.advance(301);
    const answer = await pay(bank, agreed, { token: await refreshed(bank, agreed, signedInAt) });
    expect(answer.status).toBe(401);
    expect(answer.body).toBe('');
    expect(answer.header('www-authenticate')).toContain(
      'DPoP error="insufficient_user_authentication", ' +
        'error_description="a more recent authentication is required", ' +
        'acr_values="urn:openbanking:psd2:sca", max_age="300"',
    );
    expect(await paymentsOf(bank, agreed.consentId)).toBe(0);
    const again = await agree(bank, { amount: '2.00' });
    expect((await pay(bank, again)).status).toBe(201);
  });

  it('may be 300 seconds old to the second', async () => {
    const agreed = await agree(bank, { amount: '2.00' });
    const signedInAt = bank.clock.nowSeconds();
    bank.clock.advance(300);
    const token = await refreshed(bank, agreed, signedInAt);
    expect((await pay(bank, agreed, { token })).status).toBe(201);
  });

  it('must be strong', async () => {
    const agreed = await agree(bank, { amount: '2.00' });
    const token = await bank.token({
      ...{ sub: agreed.customerId, client_id: agreed.clientId, grant_id: agreed.grantId },
      ...{ scope: 'payments', acr: 'urn:example:password' },
      authorization_details: [
        { type: 'urn:sandbank:domestic-payment:v1', ConsentId: agreed.consentId },
      ],
    });
    const answer = await pay(bank, agreed, { token });
    expect(answer.status).toBe(401);
    expect(answer.header('www-authenticate')).toMatch(/insufficient_user_authentication/);
  });

  it('is as fresh as the bank says', async () => {
    await bank.test.query('UPDATE resource_server.bank SET payment_authentication_seconds = 20');
    // A bank is remembered for a minute.
    bank.clock.advance(61);
    const agreed = await agree(bank, { amount: '2.00' });
    const signedInAt = bank.clock.nowSeconds();
    bank.clock.advance(21);
    const answer = await pay(bank, agreed, { token: await refreshed(bank, agreed, signedInAt) });
    expect(answer.header('www-authenticate')).toContain('max_age="20"');
    await bank.test.query('UPDATE resource_server.bank SET payment_authentication_seconds = 300');
    bank.clock.advance(61);
  });
});
