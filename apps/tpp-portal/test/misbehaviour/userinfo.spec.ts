import type { Manners } from '../bank/manners.js';
import { drive } from '../drive.js';
import { startPortal, type RunningPortal } from '../running-portal.js';

let portal: RunningPortal;

beforeAll(async () => {
  portal = await startPortal();
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => {
  portal.bank.manners = {};
});

const greeting = async (manners: Manners): Promise<unknown> => {
  portal.bank.manners = manners;
  const browser = portal.browser();
  await browser.connect(portal.bank);
  const { banks } = (await browser.send('/api/banks')).json<{
    banks: { connection?: { customerName?: string } }[];
  }>();
  return banks[0]?.connection ? (banks[0].connection.customerName ?? 'nobody') : 'no connection';
};

describe('userinfo (OIDC-5.3)', () => {
  it('about the customer who signed in gives a name to greet', async () => {
    expect(await greeting({})).toBe('Maya Okafor');
    expect((await drive(portal)).outcome?.userinfo).toMatchObject({ sub: 'someone' });
  });

  it.each<[string, Manners]>([
    ['about somebody else', { userinfo: { sub: 'somebody-else' } }],
    ['about nobody', { userinfo: { sub: undefined } }],
    ['about a number', { userinfo: { sub: 1 } }],
  ])('%s ends the journey: nothing is stored and no resource called', async (_, manners) => {
    expect(await greeting(manners)).toBe('no connection');
    const { outcome, resourceCalls } = await drive(portal);
    expect(outcome).toMatchObject({ status: 'failed', error: 'untrusted_response' });
    expect(resourceCalls).toBe(0);
  });

  it.each<[string, Manners]>([
    ['nowhere', { metadata: { userinfo_endpoint: undefined } }],
    ['out of order', { userinfoAnswer: { status: 503, text: 'later' } }],
    [
      'refused',
      {
        userinfoAnswer: {
          status: 403,
          headers: { 'www-authenticate': 'DPoP error="insufficient_scope"' },
        },
      },
    ],
    ['without a name', { userinfo: { name: undefined } }],
    ['with a name that is no text', { userinfo: { name: { first: 'Maya' } } }],
  ])('that is %s costs the greeting alone', async (_, manners) => {
    expect(await greeting(manners)).toBe('nobody');
  });

  it('is not asked for without openid', async () => {
    const plain = await startPortal(1, { registration: { scope: 'accounts' } });
    const { outcome } = await drive(plain).finally(() => plain.stop());
    const [push] = plain.bank.requestsTo('/par');
    expect(outcome).toMatchObject({ status: 'connected' });
    expect(plain.bank.requestsTo('/userinfo')).toEqual([]);
    expect([push?.form.get('scope'), push?.form.get('nonce')]).toEqual(['accounts', null]);
  });
});
