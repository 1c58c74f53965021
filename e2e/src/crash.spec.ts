import { isDeepStrictEqual } from 'node:util';
import { offeredAccounts, signIn, type Login } from './http/customer.js';
import { PageVisitor, type Sight } from './http/page-visitor.js';
import { Books, type ApprovalTraces } from './sandbox/books.js';
import { killAfterEachStatement, MortalProcess } from './sandbox/mortal-process.js';
import { sandbox, sandboxHome } from './sandbox/sandbox.js';
import { ScriptApp, type PushedRequest, type Send, type Tokens } from './sandbox/script-app.js';

let app: ScriptApp;
let customer: Login;
let books: Books;

beforeAll(async () => {
  const description = sandbox();
  customer = description.customers.find(({ bank }) => bank === 'harbour')!;
  app = await ScriptApp.discover(description);
  books = Books.open(sandboxHome());
});
afterAll(() => books.close());

const asked = 'AWAITING_AUTHORISATION';
const agreed = `${asked} AUTHORISED`;

/** What there may be after a death: the stages of an authorization, each whole. */
const pushed: ApprovalTraces = {
  ...{ spent: false, history: asked, grant: null, codes: 0, refresh_tokens: 0 },
};
const allowed: ApprovalTraces = {
  ...{ spent: true, history: agreed, grant: 'UNCLAIMED', codes: 1, refresh_tokens: 0 },
};
const redeemed: ApprovalTraces = { ...allowed, grant: 'ACTIVE', codes: 0, refresh_tokens: 1 };
const revoked: ApprovalTraces = {
  ...{ spent: true, history: `${agreed} REVOKED`, grant: 'REVOKED', codes: 0, refresh_tokens: 0 },
};

/** A process that has answered once: what it reads but once is behind it. */
const warmed = async (): Promise<MortalProcess> => {
  const process = await MortalProcess.start(sandboxHome(), sandbox());
  await app.clientToken(process.send);
  return process;
};

/** A customer on the consent page, whose decision can be sent to any process. */
class Customer {
  private send: Send = fetch;

  private constructor(
    private readonly visitor: PageVisitor,
    private page: Sight,
  ) {}

  static async of(request: PushedRequest): Promise<Customer> {
    const own: { customer?: Customer } = {};
    const visitor = new PageVisitor(request.url.origin, (url, init) =>
      (own.customer?.send ?? fetch)(url.href, init),
    );
    own.customer = new Customer(visitor, await signIn(visitor, request.url, customer));
    return own.customer;
  }

  async allow(send: Send = fetch): Promise<URL> {
    this.send = send;
    const accounts = offeredAccounts(this.page.html).slice(0, 2);
    return (await this.visitor.press(this.page, 'consent-allow', { accounts })).url;
  }
}

const allowedRequest = async (): Promise<{ request: PushedRequest; callback: URL }> => {
  const request = await app.push();
  return { request, callback: await (await Customer.of(request)).allow() };
};

const heldTokens = async (): Promise<{ request: PushedRequest; tokens: Tokens }> => {
  const { request, callback } = await allowedRequest();
  return { request, tokens: await app.exchange(request, callback) };
};

type Stage = readonly ApprovalTraces[];

/** Kills until `work` is done; fails unless each death left the stage before or the stage after, whole. */
async function killBetween(
  requests: readonly PushedRequest[],
  [before, after]: readonly [Stage, Stage],
  work: (send: Send) => Promise<unknown>,
): Promise<number> {
  const look = (): Promise<Stage> =>
    Promise.all(requests.map(({ state }) => books.tracesOfApproval(state)));
  const deaths = await killAfterEachStatement(warmed, work, async () => {
    const stage = await look();
    const isStillBefore = isDeepStrictEqual(stage, before);
    if (!isStillBefore) expect(stage).toEqual(after);
    return isStillBefore;
  });
  expect(await look()).toEqual(after);
  return deaths;
}

describe('kill -9 of the authorization server after any statement', () => {
  it('leaves all of an approval or nothing, and the customer goes on at another process', async () => {
    const request = await app.push();
    const visitor = await Customer.of(request);
    const deaths = await killBetween([request], [[pushed], [allowed]], (send) =>
      visitor.allow(send),
    );
    expect(deaths).toBeGreaterThan(3);
    // The answer was lost with the process; the same decision of the same browser gets it again.
    const tokens = await app.exchange(request, await visitor.allow());
    expect(tokens.access.Status).toBe('AUTH');
    expect(await app.get(tokens.accessToken, '/accounts')).toBeDefined();
  }, 240_000);

  it.each([
    ['merge', agreed],
    ['replace', `${agreed} REVOKED`],
  ])(
    'leaves all of a %s or nothing: consents, grant, code and what of the tokens dies (GM-5.2)',
    async (action, history) => {
      const held = await heldTokens();
      const request = await app.push({
        grant_management_action: action,
        grant_id: held.tokens.grantId,
      });
      const visitor = await Customer.of(request);
      const changed = { spent: true, grant: 'ACTIVE', codes: 1, refresh_tokens: 0 };
      await killBetween(
        [held.request, request],
        [
          [redeemed, pushed],
          [
            { ...changed, history },
            { ...changed, history: agreed },
          ],
        ],
        (send) => visitor.allow(send),
      );
      const tokens = await app.exchange(request, await visitor.allow());
      expect(tokens.grantId).toBe(held.tokens.grantId);
      expect(await app.get(tokens.accessToken, '/accounts')).toBeDefined();
      await expect(app.refresh(held.tokens.refreshToken)).rejects.toMatchObject({
        error: 'invalid_grant',
      });
    },
    240_000,
  );

  it('leaves a code good, or redeemed for good: then it ends all, for who has the answer? (RFC 6749 4.1.2)', async () => {
    const { request, callback } = await allowedRequest();
    const deaths = await killBetween([request], [[allowed], [redeemed]], (send) =>
      app.exchange(request, callback, send),
    );
    expect(deaths).toBeGreaterThan(0);
    await expect(app.exchange(request, callback)).rejects.toMatchObject({ error: 'invalid_grant' });
    expect(await books.tracesOfApproval(request.state)).toEqual(revoked);
  }, 240_000);

  it('leaves a refresh token as it was', async () => {
    const { request, tokens } = await heldTokens();
    const deaths = await killBetween([request], [[redeemed], [redeemed]], (send) =>
      app.refresh(tokens.refreshToken, send),
    );
    expect(deaths).toBeGreaterThan(0);
    expect((await app.refresh(tokens.refreshToken)).access.Status).toBe('AUTH');
  }, 240_000);

  it('revokes token, grant and consent together or nothing, and asked again all of it', async () => {
    const { request, tokens } = await heldTokens();
    await killBetween([request], [[redeemed], [revoked]], (send) =>
      app.revoke(tokens.refreshToken, send),
    );
    await app.revoke(tokens.refreshToken);
    await expect(app.get(tokens.accessToken, '/accounts')).rejects.toMatchObject({ status: 401 });
    await expect(app.refresh(tokens.refreshToken)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  }, 240_000);
});
