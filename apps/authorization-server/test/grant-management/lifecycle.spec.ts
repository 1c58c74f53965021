import type { FapiClient, Journey } from '@sandbank/testing';
import { decodeJwt } from 'jose';
import { ExpirySweeper } from '../../src/expiry.sweeper.js';
import { startServer, type RunningServer } from '../running-server.js';
import {
  approved,
  asked,
  asking,
  balances,
  basics,
  change,
  detailsOf,
  grantClient,
  grantIdOf,
  journey,
  query,
} from './grant-clients.js';

describe('a grant that is created, added to and replaced (GM-5)', () => {
  let server: RunningServer;
  let client: FapiClient;

  beforeAll(async () => {
    server = await startServer();
    client = await grantClient(server, 'client-grants');
  });
  afterAll(() => server.stop());

  const consentIds = ({ tokens }: Journey) => detailsOf(tokens).map(({ ConsentId }) => ConsentId);
  const refreshed = async ({ refreshToken }: Journey) => client.refresh(refreshToken!);
  const statusOf = async (consentId: string | undefined) => {
    const [row] = await server.database.query<{ status: string; reason: string; by: string }>(
      `SELECT status, reason, changed_by AS by FROM consent.consent WHERE consent_id = $1`,
      [consentId],
    );
    return row;
  };

  it('is named in every token response that stands on it, in no redirect, and by nothing that can be guessed (GM-5.3, GM-5.5)', async () => {
    const question = await asked(
      server,
      client,
      asking(basics, { grant_management_action: 'create' }),
    );
    const code = await approved(client, question);
    const answer = await client.redeem(code, question.pushed.codeVerifier);
    const { grant_id: grantId, refresh_token: token } = answer.json();
    expect(grantId).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(decodeJwt(String(answer.json()['access_token']))['grant_id']).toBe(grantId);
    expect((await client.refresh(String(token))).json()['grant_id']).toBe(grantId);
    const own = await client.clientCredentials('accounts');
    expect(own.json()).not.toHaveProperty('grant_id');
  });

  it('stands beside others of the same customer and client (GM-5.6)', async () => {
    const [one, other] = [
      await journey(client, asking(basics)),
      await journey(client, asking(balances)),
    ];
    expect(grantIdOf(one)).not.toBe(grantIdOf(other));
    expect((await refreshed(one)).status).toBe(200);
    expect((await refreshed(other)).status).toBe(200);
  });

  it('is over when nobody claims it within a minute, and never served before (GM-5.6)', async () => {
    server.clock.advance(1);
    const question = await asked(server, client, asking(basics));
    const code = await approved(client, question);
    const grantOf = async () => {
      const [row] = await server.database.query<{ id: string; status: string; consent: string }>(
        `SELECT g.grant_id AS id, g.status, c.status AS consent
         FROM consent."grant" g JOIN consent.consent c USING (grant_id)
         ORDER BY g.created_at DESC, g.status LIMIT 1`,
      );
      return row!;
    };
    const { id } = await grantOf();
    expect((await query(server, client, id)).status).toBe(404);
    server.clock.advance(60);
    await server.service(ExpirySweeper).sweep();
    expect(await grantOf()).toEqual({ id, status: 'EXPIRED', consent: 'EXPIRED' });
    const late = await client.redeem(code, question.pushed.codeVerifier);
    expect(late.json()['error']).toBe('invalid_grant');
    const again = await client.push({ parameters: change('merge', id) });
    expect(again.answer.json()['error']).toBe('invalid_grant_id');
  });

  it('is added to: the new tokens stand for all of it, and the refresh tokens before them end (GM-5.2 merge)', async () => {
    const first = await journey(client, asking(basics, { scope: 'openid accounts' }));
    const second = await journey(client, change('merge', grantIdOf(first)));
    expect(grantIdOf(second)).toBe(grantIdOf(first));
    expect(consentIds(second)).toHaveLength(2);
    expect(consentIds(second)).toEqual(expect.arrayContaining(consentIds(first)));
    expect(second.tokens['scope']).toBe('openid accounts');
    // Who was not asked for identity this time gets no ID token this time.
    expect(second.tokens).not.toHaveProperty('id_token');
    expect((await refreshed(first)).json()['error']).toBe('invalid_grant');
    const fresh = (await refreshed(second)).json();
    expect(detailsOf(fresh).map(({ ConsentId }) => ConsentId)).toEqual(consentIds(second));
    expect(decodeJwt(String(fresh['access_token']))['authorization_details']).toEqual(
      fresh['authorization_details'],
    );
  });

  it('is replaced: it holds the new alone, and what it held is revoked for good (GM-5.2 replace)', async () => {
    const first = await journey(client, asking(basics, { scope: 'openid profile accounts' }));
    const second = await journey(client, change('replace', grantIdOf(first)));
    expect(grantIdOf(second)).toBe(grantIdOf(first));
    expect(detailsOf(second.tokens)).toMatchObject([balances]);
    expect(consentIds(second)).not.toEqual(consentIds(first));
    expect(second.tokens['scope']).toBe('accounts');
    expect((await refreshed(first)).json()['error']).toBe('invalid_grant');
    expect((await refreshed(second)).status).toBe(200);
    expect(await statusOf(consentIds(first)[0])).toMatchObject({
      ...{ status: 'REVOKED', reason: 'replaced' },
      by: expect.stringMatching(/^customer:/),
    });
  });

  it('opens nothing to an access token of before that it does not hold any more (GM-10)', async () => {
    const userInfo = `${server.issuer}/userinfo`;
    const first = await journey(client, { scope: 'openid profile' });
    expect((await client.call(userInfo, first.accessToken)).json()).toMatchObject({ name: 'maya' });
    const less = { grant_management_action: 'replace', grant_id: grantIdOf(first) };
    const second = await journey(client, { scope: 'openid', ...less });
    const told = await client.call(userInfo, first.accessToken);
    expect(told.json()).toEqual({ sub: expect.any(String) });
    await journey(client, asking(basics, less));
    for (const { accessToken } of [first, second]) {
      const refused = await client.call(userInfo, accessToken);
      expect(refused.status).toBe(403);
      expect(refused.json()['error']).toBe('insufficient_scope');
    }
  });

  it('takes an approval that is still to be redeemed along when it is approved again (GM-5.2)', async () => {
    const first = await journey(client, asking(basics));
    const question = await asked(server, client, change('merge', grantIdOf(first)));
    const code = await approved(client, question);
    await journey(client, change('replace', grantIdOf(first)));
    const answer = await client.redeem(code, question.pushed.codeVerifier);
    expect(answer.json()['error']).toBe('invalid_grant');
    const third = await journey(client, change('merge', grantIdOf(first)));
    // The code that came too late ended nothing.
    expect(consentIds(third)).toHaveLength(2);
  });

  it('is told about on the page that asks for it, to its owner (GM-5.2)', async () => {
    const first = await journey(client, asking(basics), (all) => all.slice(0, 2));
    const page = async (action: string) =>
      (await asked(server, client, change(action, grantIdOf(first)))).page.answer.body;
    const [merge, replace] = [await page('merge'), await page('replace')];
    for (const body of [merge, replace]) {
      expect(body).toContain('id="grant-change"');
      expect(body).toMatch(/<li>.*Your Account Details.*: .*Account acc-1, Account acc-2.*<\/li>/);
    }
    expect(merge).toContain('stays as it is');
    expect(replace).toContain('ends if you allow this');
    const plain = await asked(server, client, asking(basics));
    expect(plain.page.answer.body).not.toContain('grant-change');
  });

  it('is not changed by a request that the customer refuses', async () => {
    const first = await journey(client, asking(basics));
    const { visitor, page } = await asked(server, client, change('replace', grantIdOf(first)));
    const back = await visitor.press(page, 'cancel');
    expect(back.url.searchParams.get('error')).toBe('access_denied');
    expect((await refreshed(first)).status).toBe(200);
    expect(consentIds(first)).toHaveLength(1);
  });

  it('tells UserInfo what was asked for in any of its approvals (OIDC Core 5.5)', async () => {
    const claims = JSON.stringify({ userinfo: { name: null } });
    const first = await journey(client, asking(basics, { scope: 'openid accounts', claims }));
    const second = await journey(client, change('merge', grantIdOf(first)));
    const answer = await client.call(`${server.issuer}/userinfo`, second.accessToken);
    expect(answer.json()).toMatchObject({ name: 'maya' });
  });

  it('keeps what lives when a dead refresh token is given back (RFC 7009 2.1)', async () => {
    const first = await journey(client, asking(basics));
    const second = await journey(client, change('merge', grantIdOf(first)));
    expect((await client.revoke(first.refreshToken!)).status).toBe(200);
    expect((await refreshed(second)).status).toBe(200);
    expect((await client.revoke(second.refreshToken!)).status).toBe(200);
    expect((await refreshed(second)).json()['error']).toBe('invalid_grant');
    expect(await statusOf(consentIds(second)[0])).toMatchObject({ status: 'REVOKED' });
  });
});
