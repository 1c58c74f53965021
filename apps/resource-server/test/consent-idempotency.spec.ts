import { Harness } from './harness.js';
import { doors, lodge, lodged, ownToken, refusalOf, type ConsentBody } from './lodging.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
}, 60_000);
afterAll(() => bank.stop());

describe('x-idempotency-key of a consent (open-banking 5)', () => {
  const payment = 'domestic-payment-consents';

  it.each([
    ['none', undefined],
    ['41 characters', 'k'.repeat(41)],
  ])('must be there: %s is 400 U006', async (_what, key) => {
    expect(refusalOf(await lodge(bank, payment, { key }))).toEqual({
      ...{ status: 400, code: 'U006', path: 'x-idempotency-key' },
    });
  });

  it('is not asked for where no money moves', async () => {
    for (const each of ['account-access-consents', 'funds-confirmation-consents'] as const) {
      expect((await lodge(bank, each, { key: undefined })).status).toBe(201);
    }
  });

  it('makes one consent for one key, shown as it stands now; another body is refused', async () => {
    const key = 'one key';
    const consentId = await lodged(bank, payment, { key });
    const act = { now: bank.clock.now(), by: 'operator:sam', surface: 'operator' } as const;
    await bank.consents.reject(consentId, act);
    const again = await lodge(bank, payment, { key });
    expect(again.status).toBe(201);
    expect(again.json<ConsentBody>().Data).toMatchObject({ ConsentId: consentId, Status: 'RJCT' });
    const vrp = await lodged(bank, 'domestic-vrp-consents', { key });
    expect(vrp).not.toBe(consentId);
    const token = await ownToken(bank, payment, 'client-other');
    expect(await lodged(bank, payment, { key, token })).not.toBe(consentId);
    const body = JSON.stringify(doors[payment].body);
    const other = await lodge(bank, payment, { key, body: body.replace('12.50', '12.51') });
    expect(refusalOf(other)).toMatchObject({ status: 400, code: 'U006' });
    bank.clock.advance(86_400);
    expect(await lodged(bank, payment, { key, body })).not.toBe(consentId);
  });

  it('makes one consent of twenty requests at a time', async () => {
    const key = 'twenty at a time';
    const token = await ownToken(bank, payment);
    await lodge(bank, payment, { token });
    const ids = await Promise.all(
      Array.from({ length: 20 }, () => lodged(bank, payment, { key, token })),
    );
    expect(new Set(ids).size).toBe(1);
  });
});
