import { Harness } from './harness.js';
import { at, type ConsentBody } from './lodging.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
}, 60_000);
afterAll(() => bank.stop());

const door = 'account-access-consents';

describe('a consent whose customer must sign in again', () => {
  it('is refused from that millisecond on: 403 U028, and GET says why', async () => {
    const { consentId, token } = await bank.grant({
      ...{ customer: 'Maya', accounts: ['Everyday'], permissions: ['ReadAccountsDetail'] },
      reauthenticateBy: new Date(bank.clock.now().getTime() + 60_000),
    });
    bank.clock.advance(59.999);
    expect((await bank.call('/accounts', token)).status).toBe(200);
    expect((await at(bank, door, consentId)).json<ConsentBody>().Data.Status).toBe('AUTH');
    bank.clock.advance(0.001);
    const refused = await bank.call('/accounts', token);
    expect(refused.status).toBe(403);
    expect(refused.json()).toMatchObject({ Errors: [{ ErrorCode: 'U028' }] });
    const told = await at(bank, door, consentId);
    expect(told.json<ConsentBody>().Data).toMatchObject({
      ...{ Status: 'CANC', StatusUpdateDateTime: '2026-11-21T15:31:00+00:00' },
      StatusReason: [{ StatusReasonCode: 'U028' }],
    });
    bank.clock.advance(30);
    await bank.consents.expireDue(bank.clock.now());
    expect((await bank.call('/accounts', token)).status).toBe(403);
    expect((await at(bank, door, consentId)).json()).toEqual(told.json());
  });
});
