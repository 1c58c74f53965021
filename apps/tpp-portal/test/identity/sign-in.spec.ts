import { sha256 } from '@sandbank/crypto';
import { startPortal, type Browser, type RunningPortal } from '../running-portal.js';

let portal: RunningPortal;
let browser: Browser;

beforeAll(async () => {
  portal = await startPortal(1, {
    settings: { SANDBANK_OPERATOR_PASSWORD_FILE: sha256('the operator’s own words') },
  });
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => {
  browser = portal.browser();
});

const anna = { name: 'Anna', email: 'anna@tpp.example', password: 'three lazy otters' };

describe('sign-up and sign-in', () => {
  it('works', async () => {
    expect((await browser.send('/api/me')).json()).toEqual({ me: null });
    expect((await browser.act('POST', '/api/sign-up', anna)).status).toBe(204);
    expect((await browser.send('/api/me')).json()).toMatchObject({
      me: { name: 'Anna', email: 'anna@tpp.example', isGuest: false, isOperator: false },
    });
    const guest = portal.browser();
    expect((await guest.act('POST', '/api/guests')).status).toBe(204);
    expect((await guest.send('/api/me')).json()).toMatchObject({ me: { isGuest: true } });
    const again = portal.browser();
    const { email, password } = anna;
    const wrong = await again.act('POST', '/api/sign-in', { email, password: 'wrong' });
    expect([wrong.status, wrong.json<{ error: string }>().error]).toEqual([401, 'sign_in_refused']);
    expect((await again.act('POST', '/api/sign-in', { email, password })).status).toBe(204);
    const operator = portal.browser();
    const signIn = { email: 'operator', password: 'the operator’s own words' };
    expect((await operator.act('POST', '/api/sign-in', signIn)).status).toBe(204);
    expect((await operator.send('/api/me')).json()).toMatchObject({ me: { isOperator: true } });
  });
});
