import { RevocationService } from '../src/revocation/revocation.service.js';
import type { Manners } from './bank/manners.js';
import { startPortal, type Browser, type RunningPortal } from './running-portal.js';

let portal: RunningPortal;
let browser: Browser;

beforeAll(async () => {
  portal = await startPortal(2);
}, 60_000);
afterAll(() => portal.stop());
beforeEach(async () => {
  portal.bank.manners = {};
  portal.bank.revokedTokens.length = 0;
  portal.bank.requests.length = 0;
  browser = portal.browser();
  await browser.connect(portal.bank);
});

const disconnect = () => browser.act('DELETE', '/api/banks/harbour/connection');
const askAgain = () => browser.act('POST', '/api/banks/harbour/revocations', {});
const bankView = async () =>
  (await browser.send('/api/banks')).json<{
    banks: { connection?: object; pendingRevocation?: { error?: string } }[];
  }>().banks[0]!;
const sweep = () => portal.application.get(RevocationService).retryDue();
const pendingCount = async (): Promise<number> => {
  const text = 'SELECT count(*)::int AS count FROM tpp_portal.revocation';
  return (await portal.database.query<{ count: number }>(text))[0]!.count;
};

describe('disconnecting', () => {
  it('RFC7009-2 revokes the refresh token at the bank, authenticated, and forgets', async () => {
    expect((await disconnect()).status).toBe(204);
    const [revocation] = portal.bank.requestsTo('/revoke');
    expect(revocation?.form.get('token_type_hint')).toBe('refresh_token');
    expect(portal.bank.secrets).toContain(revocation?.form.get('token'));
    expect(portal.bank.revokedTokens).toHaveLength(1);
    expect(await bankView()).not.toMatchObject({ connection: expect.anything() });
    expect(await pendingCount()).toBe(0);
    expect((await browser.send('/api/banks/harbour/accounts')).status).toBe(404);
  });

  it('revokes the access token where there is no refresh token', async () => {
    portal.bank.manners = { tokenAnswer: { refresh_token: undefined } };
    await browser.connect(portal.bank);
    expect((await disconnect()).status).toBe(204);
    const [revocation] = portal.bank.requestsTo('/revoke').slice(-1);
    expect(revocation?.form.get('token_type_hint')).toBe('access_token');
  });

  it('is recorded without the token', async () => {
    const { flowId } = await browser.connect(portal.bank);
    await disconnect();
    const flow = (await browser.send(`/api/flows/${flowId}`)).json<{ hops: { kind: string }[] }>();
    expect(flow.hops.at(-1)).toMatchObject({ kind: 'revoke', response: { status: 200 } });
    expect(JSON.stringify(flow)).not.toContain(portal.bank.revokedTokens[0]);
  });

  it.each<[string, Manners]>([
    ['is out of order', { revoke: { status: 503, text: 'later' } }],
    ['refuses', { revoke: { status: 400, json: { error: 'unsupported_token_type' } } }],
    ['redirects', { revoke: { status: 307, headers: { location: '/harbour/other' } } }],
  ])(
    'ends the connection at once when the bank %s, says so, and tries again',
    async (_, manners) => {
      portal.bank.manners = manners;
      const answer = await disconnect();
      expect([answer.status, answer.json()['error']]).toEqual([502, 'revocation_pending']);
      expect((await browser.send('/api/banks/harbour/accounts')).json()).toMatchObject({
        error: 'not_connected',
      });
      expect(await bankView()).toMatchObject({ pendingRevocation: { error: expect.any(String) } });
      portal.bank.manners = {};
      expect((await disconnect()).status).toBe(204);
      expect(portal.bank.revokedTokens).toHaveLength(1);
      expect(await bankView()).not.toMatchObject({ pendingRevocation: expect.anything() });
    },
  );

  it('is tried again by itself, less and less often, until the bank confirms', async () => {
    portal.bank.manners = { revoke: { status: 503, text: 'later' } };
    await disconnect();
    const tries = (): number => portal.bank.requestsTo('/revoke').length;
    await sweep();
    expect(tries()).toBe(1);
    for (const [seconds, expected] of [
      [61, 2],
      [61, 2],
      [300, 3],
      [1801, 4],
    ] as const) {
      portal.clock.advance(seconds);
      await sweep();
      expect(tries()).toBe(expected);
    }
    portal.bank.manners = {};
    portal.clock.advance(7201);
    await sweep();
    expect([tries(), await pendingCount()]).toEqual([5, 0]);
  });

  it('is given up after a week: the bank’s own limits have ended the tokens', async () => {
    portal.bank.manners = { revoke: { status: 503, text: 'later' } };
    await disconnect();
    portal.clock.advance(8 * 86_400);
    await sweep();
    expect(await pendingCount()).toBe(0);
  });

  it('RFC7009-2.2 is done by whichever process comes first; where both come, the bank hears the same twice', async () => {
    portal.bank.manners = { revoke: { status: 503, text: 'later' } };
    await disconnect();
    portal.bank.manners = {};
    portal.clock.advance(61);
    const other = portal.browser(1);
    other.cookie = browser.cookie;
    const [, answer] = await Promise.all([
      sweep(),
      other.act('DELETE', '/api/banks/harbour/connection'),
    ]);
    expect(answer.status).toBe(204);
    expect(new Set(portal.bank.revokedTokens).size).toBe(1);
    expect(await pendingCount()).toBe(0);
  });

  it('needs no endpoint: where the bank has none, forgetting is all there is', async () => {
    portal.bank.manners = { metadata: { revocation_endpoint: undefined } };
    await browser.connect(portal.bank);
    expect((await disconnect()).status).toBe(204);
    expect([portal.bank.revokedTokens.length, await pendingCount()]).toEqual([0, 0]);
  });

  it('does not touch a new connection that was made meanwhile', async () => {
    portal.bank.manners = { revoke: { status: 503, text: 'later' } };
    await disconnect();
    portal.bank.manners = {};
    await browser.connect(portal.bank);
    expect((await askAgain()).status).toBe(204);
    expect(portal.bank.revokedTokens).toHaveLength(1);
    expect((await browser.send('/api/banks/harbour/accounts')).status).toBe(200);
  });
});
