import { consentStatuses, type ConsentStatus, type Permission } from '@sandbank/consent';
import type { HttpsAnswer } from '@sandbank/testing';
import {
  accountIds,
  act,
  clientAsks,
  customerAllows,
  tokenFor,
  type Given,
  type Seen,
} from './customers.js';
import { ProtectedApi } from './protected-api.js';

let api: ProtectedApi;
beforeAll(async () => {
  api = await ProtectedApi.start();
});
afterAll(() => api.stop());

const challengeOf = (answer: HttpsAnswer) => answer.header('www-authenticate') ?? '';

describe('a consent that has ended', () => {
  const endings: readonly [status: string, end: (given: Given) => Promise<unknown>][] = [
    ['revoked', (given) => api.consents.revoke(given.consentId, act(api))],
    ['revoked with its grant', (given) => api.consents.revokeGrant(given.grantId, act(api))],
    ['expired', (given) => api.consents.expire(given.consentId, act(api))],
    ['consumed', (given) => api.consents.consume(given.consentId, act(api))],
  ];

  it.each(endings)(
    'by being %s ends the next call, although the token lives (SP-5.3.4-3)',
    async (_status, end) => {
      const given = await customerAllows(api);
      const token = await tokenFor(api, given);
      expect((await api.call(token)).status).toBe(200);
      expect(await end(given)).toBe(true);
      const answer = await api.call(token);
      expect(answer.status).toBe(401);
      expect(challengeOf(answer)).toMatch(/^DPoP error="invalid_token"/);
    },
  );

  it('by the clock ends the call in that second, before anything wrote it down', async () => {
    const expiresAt = new Date((api.clock.nowSeconds() + 60) * 1000);
    const given = await customerAllows(api, { expiresAt });
    const token = await tokenFor(api, given);
    expect((await api.call(token)).status).toBe(200);
    api.clock.set(expiresAt);
    expect((await api.call(token)).status).toBe(401);
  });

  it('for a while, being suspended, asks for the customer with 403', async () => {
    const given = await customerAllows(api);
    const token = await tokenFor(api, given);
    expect(await api.consents.suspend(given.consentId, act(api))).toBe(true);
    const answer = await api.call(token);
    expect(answer.status).toBe(403);
    expect(challengeOf(answer)).toMatch(/^DPoP error="insufficient_user_authentication"/);
  });

  it('or never began stands for nothing', async () => {
    const given = await customerAllows(api);
    const details = { ...given.details, ConsentId: '019aa5cf-0000-7000-8000-000000000000' };
    const token = await tokenFor(api, { ...given, details });
    expect((await api.call(token)).status).toBe(401);
  });
});

describe('a consent of somebody else stands for nothing', () => {
  it.each(['customerId', 'clientId', 'grantId'] as const)('when %s differs', async (member) => {
    const [one, other] = [await customerAllows(api), await customerAllows(api)];
    const changed = member === 'clientId' ? 'client-script' : other[member];
    const answer = await api.call(await tokenFor(api, { ...one, [member]: changed }));
    expect(answer.status).toBe(401);
  });

  it('when it is of the other bank', async () => {
    const elsewhere = await customerAllows(api, { slug: 'granite' });
    const answer = await api.call(await tokenFor(api, { ...elsewhere, slug: 'harbour' }));
    expect(answer.status).toBe(401);
  });
});

describe('@RequireConsent', () => {
  const permissionsOf = (...permissions: Permission[]) => customerAllows(api, { permissions });

  it('lets any of its permissions pass, Detail counting as Basic', async () => {
    for (const given of [
      await permissionsOf('ReadAccountsBasic'),
      await permissionsOf('ReadAccountsDetail'),
    ])
      expect((await api.call(await tokenFor(api, given))).status).toBe(200);
  });

  it('refuses with 403 where the customer permitted something else (SP-5.3.4-4)', async () => {
    const token = await tokenFor(api, await permissionsOf('ReadAccountsBasic'));
    const answer = await api.call(token, { url: api.url('/aisp/balances') });
    expect(answer.status).toBe(403);
    expect(challengeOf(answer)).toMatch(/^DPoP error="insufficient_scope"/);
  });

  it('refuses a token of the client’s own, which other routes let pass', async () => {
    const given = await customerAllows(api);
    const own = { sub: given.clientId, grant_id: undefined, authorization_details: undefined };
    const token = await tokenFor(api, given, { claims: { ...own, scope: 'accounts' } });
    expect((await api.call(token)).status).toBe(403);
    const url = api.url('/aisp/account-access-consents');
    const answer = await api.call(token, { url, method: 'POST' });
    expect(answer.status).toBe(200);
    expect(answer.json<Seen>()).toEqual({
      ...{ bank: 'harbour', baseUrl: api.baseUrl },
      clientId: given.clientId,
      scopes: ['accounts'],
      consents: [],
      circumstances: null,
      interactionId: expect.any(String),
    });
  });
});

describe('@RequireScope', () => {
  it.each(['openid', undefined, 'Accounts', 'accountsx'])(
    'refuses scope %j with 403 and names the missing one (RFC 6750 3.1)',
    async (scope) => {
      const claims = { scope, authorization_details: undefined };
      const token = await tokenFor(api, await customerAllows(api), { claims });
      const answer = await api.call(token);
      expect(answer.status).toBe(403);
      expect(challengeOf(answer)).toMatch(/^DPoP error="insufficient_scope".* scope="accounts"/);
    },
  );
});

describe('a token that is narrower than its consent (RFC 9396 6)', () => {
  const seenWith = async (changes: (details: Details) => Record<string, unknown>) => {
    const given = await customerAllows(api);
    const details = { ...given.details, ...changes(given.details as unknown as Details) };
    const answer = await api.call(await tokenFor(api, { ...given, details }));
    return { answer, consent: answer.json<Seen>().consent };
  };
  interface Details {
    readonly consent: Readonly<Record<string, unknown>>;
  }

  it('shows fewer accounts, and never one that the consent lacks', async () => {
    const { consent } = await seenWith(() => ({ AccountIds: [accountIds[1], '99999999'] }));
    expect(consent?.accountIds).toEqual([accountIds[1]]);
  });

  it('shows less of them', async () => {
    const { consent } = await seenWith(({ consent: asked }) => ({
      consent: { ...asked, Permissions: ['ReadAccountsBasic', 'ReadPAN'] },
    }));
    expect(consent?.permissions).toEqual(['ReadAccountsBasic']);
  });

  const [march, april, june, july] = [3, 4, 6, 7].map((month) => `2026-0${month}-01T00:00:00.000Z`);
  it.each([
    ['which had no bounds', undefined, [april, june], [april, june]],
    ['which had wider bounds', [march, july], [april, june], [april, june]],
    ['but never more', [april, june], [march, july], [april, june]],
    ['and without bounds of its own as much', [april, june], undefined, [april, june]],
  ] as const)('shows less of the past %s', async (_what, consented, inToken, shown) => {
    const given = await customerAllows(api, {
      ...(consented && { window: consented as [string, string] }),
    });
    const { consent: asked } = given.details as unknown as Details;
    const [from, to] = inToken ?? [];
    const narrowed = { ...asked, TransactionFromDateTime: from, TransactionToDateTime: to };
    const details = { ...given.details, consent: narrowed };
    const answer = await api.call(await tokenFor(api, { ...given, details }));
    const { consent } = answer.json<Seen>();
    expect([consent?.transactionFrom, consent?.transactionTo]).toEqual(shown);
  });

  it('of which nothing is left shows nothing', async () => {
    const { answer } = await seenWith(({ consent: asked }) => ({
      consent: { ...asked, Permissions: [] },
    }));
    expect(answer.status).toBe(403);
  });
});

describe('every state of a consent has its outcome (SP-5.3.4-3)', () => {
  const moves: Readonly<Record<ConsentStatus, (given: Given) => Promise<unknown>>> = {
    AUTHORISED: async () => true,
    SUSPENDED: ({ consentId }) => api.consents.suspend(consentId, act(api)),
    REVOKED: ({ consentId }) => api.consents.revoke(consentId, act(api)),
    EXPIRED: ({ consentId }) => api.consents.expire(consentId, act(api)),
    CONSUMED: ({ consentId }) => api.consents.consume(consentId, act(api)),
    AWAITING_AUTHORISATION: async () => true,
    REJECTED: ({ consentId }) => api.consents.reject(consentId, act(api)),
  };
  const unanswered: readonly ConsentStatus[] = ['AWAITING_AUTHORISATION', 'REJECTED'];

  it.each(consentStatuses)('%s', async (status) => {
    const given = unanswered.includes(status) ? await clientAsks(api) : await customerAllows(api);
    expect(await moves[status](given)).toBe(true);
    const answer = await api.call(await tokenFor(api, given));
    const expected = status === 'AUTHORISED' ? 200 : status === 'SUSPENDED' ? 403 : 401;
    expect(answer.status).toBe(expected);
  });
});
