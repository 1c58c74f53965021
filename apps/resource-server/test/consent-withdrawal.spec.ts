import { Harness } from './harness.js';
import { at, lodged, ownToken, refusalOf, type ConsentBody, type Door } from './lodging.js';
import { agree } from './paying.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
}, 60_000);
afterAll(() => bank.stop());

const door = 'account-access-consents';
const remove = { method: 'DELETE' } as const;
const grant = () =>
  bank.grant({
    ...{ customer: 'Maya', accounts: ['Everyday'], permissions: ['ReadAccountsDetail'] },
  });

const grantOf = async (grantId: string) => {
  const [row] = await bank.test.query<{ status: string; changed_by: string; surface: string }>(
    'SELECT status, changed_by, surface FROM consent."grant" WHERE grant_id = $1',
    [grantId],
  );
  return row!;
};

describe('DELETE of a consent', () => {
  it.each<Door>([door, 'domestic-vrp-consents', 'funds-confirmation-consents'])(
    'at /%s takes back what nobody has answered, and then there is none: 204, 400 U011',
    async (each) => {
      const consentId = await lodged(bank, each);
      const answer = await at(bank, each, consentId, remove);
      expect([answer.status, answer.body]).toEqual([204, '']);
      const gone = { status: 400, code: 'U011', path: 'ConsentId' };
      expect(refusalOf(await at(bank, each, consentId))).toEqual(gone);
      expect(refusalOf(await at(bank, each, consentId, remove))).toEqual(gone);
    },
  );

  it('is not served for a payment: 405', async () => {
    const consentId = await lodged(bank, 'domestic-payment-consents');
    const answer = await at(bank, 'domestic-payment-consents', consentId, remove);
    expect([answer.status, answer.header('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('ends every token of the consent at once, and its grant, and the history says who', async () => {
    const { consentId, grantId, token } = await grant();
    expect((await bank.call('/accounts', token)).status).toBe(200);
    const answer = await at(bank, door, consentId, remove);
    expect(answer.status).toBe(204);
    expect((await bank.call('/accounts', token)).status).toBe(401);
    expect(refusalOf(await at(bank, door, consentId))).toMatchObject({ code: 'U011' });
    const by = { changed_by: 'client:client-tally', surface: 'consents-api' };
    expect(await grantOf(grantId)).toEqual({ status: 'REVOKED', ...by });
    const [last] = await bank.test.query(
      `SELECT from_status, to_status, changed_by, surface, reason, interaction_id
       FROM consent.consent_history WHERE consent_id = $1 ORDER BY version DESC LIMIT 1`,
      [consentId],
    );
    expect(last).toEqual({
      ...{ from_status: 'AUTHORISED', to_status: 'REVOKED', ...by },
      reason: 'the app gave it back',
      interaction_id: answer.header('x-fapi-interaction-id'),
    });
  });

  it('leaves the grant alone while another consent lives in it', async () => {
    const { consentId, grantId } = await grant();
    const other = await grant();
    await bank.test.query('ALTER TABLE consent.consent DISABLE TRIGGER USER');
    await bank.test.query('UPDATE consent.consent SET grant_id = $1 WHERE consent_id = $2', [
      grantId,
      other.consentId,
    ]);
    await bank.test.query('ALTER TABLE consent.consent ENABLE TRIGGER USER');
    await at(bank, door, consentId, remove);
    expect(await grantOf(grantId)).toMatchObject({ status: 'ACTIVE' });
    await at(bank, door, other.consentId, remove);
    expect(await grantOf(grantId)).toMatchObject({ status: 'REVOKED' });
  });

  it('takes a suspended consent back as well', async () => {
    const { consentId } = await grant();
    const act = { now: bank.clock.now(), by: 'operator:sam', surface: 'operator' } as const;
    await bank.consents.suspend(consentId, act);
    const suspended = await at(bank, door, consentId);
    expect(suspended.json<ConsentBody>().Data).toMatchObject({
      Status: 'CANC',
      StatusReason: [{ StatusReasonCode: 'U028', StatusReasonDescription: expect.any(String) }],
    });
    expect((await at(bank, door, consentId, remove)).status).toBe(204);
  });

  it('refuses what somebody else has ended: 400 U009, and GET still shows it', async () => {
    const act = { now: bank.clock.now(), by: 'operator:sam', surface: 'operator' } as const;
    const revoked = await grant();
    await bank.consents.revoke(revoked.consentId, act);
    const rejected = await lodged(bank, door);
    await bank.consents.reject(rejected, act);
    for (const [consentId, code] of [
      [revoked.consentId, 'CANC'],
      [rejected, 'RJCT'],
    ] as const) {
      const over = { status: 400, code: 'U009', path: 'ConsentId' };
      expect(refusalOf(await at(bank, door, consentId, remove))).toEqual(over);
      const { Data } = (await at(bank, door, consentId)).json<ConsentBody>();
      expect(Data).toMatchObject({ Status: code });
      expect(Data).not.toHaveProperty('StatusReason');
    }
  });

  it('is for its own client, with a token of its own: 403, and nothing ends', async () => {
    const { consentId, token } = await grant();
    const stranger = await ownToken(bank, door, 'client-other');
    expect((await at(bank, door, consentId, { ...remove, token: stranger })).status).toBe(403);
    expect((await at(bank, door, consentId, { ...remove, token })).status).toBe(403);
    expect((await bank.call('/accounts', token)).status).toBe(200);
  });

  it('happens once, when fifty ask at a time', async () => {
    const consentId = await lodged(bank, 'domestic-vrp-consents');
    const token = await ownToken(bank, door);
    await at(bank, door, consentId, { token });
    const store = bank.test.connect('resourceServer', 10);
    const calls = Array.from({ length: 50 }, () =>
      store.query<{ done: boolean }>(withdrawal, [consentId, bank.clock.now()]),
    );
    const done = (await Promise.all(calls)).filter(([row]) => row!.done);
    expect(done).toHaveLength(1);
  });
});

const withdrawal = {
  name: 'spec.withdraw',
  text: `SELECT consent.withdraw_consent($1, 'harbour', 'client-tally', $2, NULL) AS done`,
};

describe('the clock', () => {
  const wait = (milliseconds: number) => bank.clock.advance(milliseconds / 1000);

  it('lets a lodged consent wait for 24 hours, to the millisecond', async () => {
    const consentId = await lodged(bank, door);
    const moment = bank.clock.now();
    wait(86_400_000 - 1);
    expect((await at(bank, door, consentId)).json<ConsentBody>().Data.Status).toBe('AWAU');
    wait(1);
    const lapsed = await at(bank, door, consentId);
    const end = new Date(moment.getTime() + 86_400_000).toISOString().slice(0, 19);
    expect(lapsed.json<ConsentBody>().Data).toMatchObject({
      ...{ Status: 'RJCT', StatusUpdateDateTime: `${end}+00:00` },
    });
    expect(refusalOf(await at(bank, door, consentId, remove))).toMatchObject({ code: 'U009' });
    wait(30_000);
    await bank.consents.expireDue(bank.clock.now());
    expect((await at(bank, door, consentId)).json()).toEqual(lapsed.json());
  });
});

describe('GET …/{ConsentId}/funds-confirmation', () => {
  const ask = (consentId: string, token: string) =>
    bank.call(
      `${bank.aisp.replace('/aisp', '/pisp')}/domestic-payment-consents/${consentId}/funds-confirmation`,
      token,
    );

  it.each([
    ['1.00', true],
    ['9999999.00', false],
  ])('says of %s pounds whether the chosen account can bear it', async (amount, available) => {
    const agreed = await agree(bank, { amount });
    const answer = await ask(agreed.consentId, agreed.token);
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({
      Data: {
        FundsAvailableResult: {
          FundsAvailableDateTime: expect.stringMatching(/\+00:00$/),
          FundsAvailable: available,
        },
      },
      Links: { Self: expect.stringContaining(`${agreed.consentId}/funds-confirmation`) },
      Meta: { TotalPages: 1 },
    });
  });

  it("needs the customer's token of this very consent", async () => {
    const agreed = await agree(bank, { amount: '1.00' });
    const other = await agree(bank, { amount: '2.00' });
    expect((await ask(agreed.consentId, other.token)).status).toBe(403);
    const own = await ownToken(bank, 'domestic-payment-consents');
    expect((await ask(agreed.consentId, own)).status).toBe(403);
    const unknown = '018f4c1d-a4e0-7b12-8f3a-6c2d91e47bff';
    expect(refusalOf(await ask(unknown, agreed.token))).toMatchObject({
      status: 400,
      code: 'U011',
    });
    expect(refusalOf(await ask('abc', agreed.token))).toMatchObject({ status: 400, code: 'U002' });
  });

  it('refuses a consent that was used: 400 U009', async () => {
    const agreed = await agree(bank, { amount: '1.00' });
    const act = {
      now: bank.clock.now(),
      by: 'client:client-tally',
      surface: 'payments-api',
    } as const;
    await bank.consents.consume(agreed.consentId, act);
    expect(refusalOf(await ask(agreed.consentId, agreed.token))).toMatchObject({ code: 'U009' });
  });
});
