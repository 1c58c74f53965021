import { randomUUID } from 'node:crypto';
import { exchange, type FapiClient } from '@sandbank/testing';
import { decodeJwt } from 'jose';
import { constrainedBy } from '../certified-clients.js';
import { as } from '../certified-clients.js';
import { selfSignedCertificate } from '@sandbank/testing';
import { accountIds, startServer, type RunningServer } from '../running-server.js';
import {
  asking,
  balances,
  basics,
  change,
  detailsOf,
  grantClient,
  grantIdOf,
  grantUrl,
  journey,
  ownToken,
  query,
  revoke,
  scopes,
} from './grant-clients.js';

describe('/grants/{grant_id} (GM-6)', () => {
  let server: RunningServer;
  let client: FapiClient;

  beforeAll(async () => {
    server = await startServer();
    client = await grantClient(server, 'client-grants');
  });
  afterAll(() => server.stop());

  it('is where discovery says, with what a client may do there (GM-7.1)', async () => {
    const metadata = await client.discover();
    expect(metadata).toMatchObject({
      grant_management_endpoint: `${server.issuer}/grants`,
      grant_management_action_required: false,
      grant_management_actions_supported: ['create', 'merge', 'replace', 'query', 'revoke'],
      scopes_supported: expect.arrayContaining([
        'grant_management_query',
        'grant_management_revoke',
      ]),
      protected_resources: expect.arrayContaining([`${server.issuer}/grants`]),
    });
    const [origin] = server.issuer.split('/harbour');
    const resource = await exchange(
      `${origin}/.well-known/oauth-protected-resource/harbour/grants`,
      server.tls.ca,
    );
    expect(resource.json()).toMatchObject({
      resource: `${server.issuer}/grants`,
      authorization_servers: [server.issuer],
      scopes_supported: ['grant_management_query', 'grant_management_revoke'],
    });
  });

  it('tells what the grant holds, and since when, and never a token (GM-6.4)', async () => {
    const claims = JSON.stringify({ userinfo: { name: null }, id_token: { auth_time: null } });
    const first = await journey(client, asking(basics, { scope: 'openid accounts', claims }));
    const madeAt = server.clock.nowSeconds();
    server.clock.advance(60);
    const second = await journey(client, change('merge', grantIdOf(first)), (all) => [all[0]!]);
    const answer = await query(server, client, grantIdOf(first));
    expect(answer.status).toBe(200);
    expect(answer.header('cache-control')).toContain('no-store');
    expect(answer.header('content-type')).toMatch(/^application\/json/);
    const body = answer.json();
    expect(body).toEqual({
      scopes: [
        { scope: 'accounts', resource: [server.resourceBase] },
        { scope: 'openid', resource: [`${server.issuer}/userinfo`] },
      ],
      claims: expect.arrayContaining(['name', 'auth_time']),
      authorization_details: second.tokens['authorization_details'],
      created_at: madeAt,
      last_updated: madeAt + 60,
      last_updated_at: madeAt + 60,
      updated_by: 'client',
    });
    expect(detailsOf(body)).toMatchObject([
      { ...basics, Status: 'AUTH', AccountIds: accountIds },
      { ...balances, Status: 'AUTH', AccountIds: [accountIds[0]] },
    ]);
    expect(answer.body).not.toContain('token');
  });

  it('tells who changed it last, and when all of it ends (GM-6.4)', async () => {
    const end = new Date(server.clock.now().getTime() + 86_400_000);
    const limited = { ...basics, consent: { ...basics.consent, ExpirationDateTime: end } };
    const held = await journey(client, asking(limited));
    const before = (await query(server, client, grantIdOf(held))).json();
    expect(before).toMatchObject({
      updated_by: 'client',
      expires_at: Math.floor(end.getTime() / 1000),
    });
    server.clock.advance(5);
    await server.database.query(
      `UPDATE consent.consent SET status = 'SUSPENDED', changed_at = $2, changed_by = 'operator:x'
       WHERE consent_id = $1`,
      [detailsOf(held.tokens)[0]?.ConsentId, server.clock.now()],
    );
    const after = (await query(server, client, grantIdOf(held))).json();
    expect(after).toMatchObject({
      updated_by: 'authorization_server',
      last_updated: server.clock.nowSeconds(),
    });
    expect(detailsOf(after)).toMatchObject([{ Status: 'CANC' }]);
  });

  it('ends all that stands on the grant, once (GM-6.5)', async () => {
    const held = await journey(client, asking(basics, { scope: 'openid accounts' }));
    const userInfo = `${server.issuer}/userinfo`;
    expect((await client.call(userInfo, held.accessToken)).status).toBe(200);
    const answer = await revoke(server, client, grantIdOf(held));
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 204, body: '' });
    expect((await client.call(userInfo, held.accessToken)).status).toBe(401);
    expect((await client.refresh(held.refreshToken!)).json()['error']).toBe('invalid_grant');
    const [row] = await server.database.query(
      `SELECT c.status, c.surface, g.status AS grant, g.surface AS door, r.revoked_at IS NOT NULL AS token
       FROM consent.consent c JOIN consent."grant" g USING (grant_id)
       JOIN authorization_server.refresh_token r USING (grant_id) WHERE grant_id = $1`,
      [grantIdOf(held)],
    );
    expect(row).toEqual({
      ...{ status: 'REVOKED', surface: 'grants-api' },
      ...{ grant: 'REVOKED', door: 'grants-api', token: true },
    });
    expect((await revoke(server, client, grantIdOf(held))).status).toBe(404);
    expect((await query(server, client, grantIdOf(held))).status).toBe(404);
  });

  it.each(['0', 'no-uuid', '%00', `${randomUUID()}x`, randomUUID(), "'--", '..%2f..'])(
    'answers 404 for %s, whatever is asked (GM-6.6)',
    async (grantId) => {
      expect((await query(server, client, grantId)).status).toBe(404);
      expect((await revoke(server, client, grantId)).status).toBe(404);
    },
  );

  it('lists nothing (GM-6)', async () => {
    const token = await ownToken(client, 'grant_management_query');
    expect((await client.call(`${server.issuer}/grants`, token)).status).toBe(404);
    expect((await client.call(`${server.issuer}/grants/`, token)).status).toBe(404);
  });

  it('refuses the grant of another client with 403, and leaves it as it is (GM-6.6, GM-10)', async () => {
    const held = await journey(client, asking(basics));
    const other = await grantClient(server, 'client-curious');
    expect((await query(server, other, grantIdOf(held))).status).toBe(403);
    expect((await revoke(server, other, grantIdOf(held))).status).toBe(403);
    expect((await client.refresh(held.refreshToken!)).status).toBe(200);
  });

  it('wants the scope of what is asked (GM-6.1)', async () => {
    const held = await journey(client, asking(basics));
    const url = grantUrl(server, grantIdOf(held));
    const [forQuery, forRevoke] = [
      await ownToken(client, 'grant_management_query'),
      await ownToken(client, 'grant_management_revoke'),
    ];
    const refused = await client.call(url, forQuery, { method: 'DELETE' });
    expect(refused.status).toBe(403);
    expect(refused.header('www-authenticate')).toContain('insufficient_scope');
    expect((await client.call(url, forRevoke)).status).toBe(403);
    expect((await client.refresh(held.refreshToken!)).status).toBe(200);
  });

  it('wants a token that is meant for it, is the caller’s, and is shown with its key (GM-8.3)', async () => {
    const held = await journey(client, asking(basics));
    const url = grantUrl(server, grantIdOf(held));
    for (const token of [held.accessToken, await ownToken(client, 'accounts'), 'nonsense']) {
      const answer = await client.call(url, token);
      expect(answer.status).toBe(401);
      expect(answer.header('www-authenticate')).toContain('invalid_token');
    }
    const stolen = await as(client, {});
    expect((await stolen.call(url, await ownToken(client, 'grant_management_query'))).status).toBe(
      401,
    );
    const none = await exchange(url, server.tls.ca);
    expect(none.status).toBe(401);
    expect(none.header('www-authenticate')).toContain(
      '/.well-known/oauth-protected-resource/harbour/grants',
    );
  });

  it('gets tokens that are for it alone, unless they are for more (RFC 9068 3)', async () => {
    const audience = async (scope: string) => decodeJwt(await ownToken(client, scope)).aud;
    const grants = `${server.issuer}/grants`;
    expect(await audience('grant_management_query grant_management_revoke')).toBe(grants);
    expect(await audience('accounts')).toBe(server.resourceBase);
    expect(await audience('accounts grant_management_query')).toEqual([
      server.resourceBase,
      grants,
    ]);
  });

  it('is served to clients of mutual TLS at its alias (RFC 8705 5)', async () => {
    const certificate = await selfSignedCertificate();
    const registered = await grantClient(server, 'client-certified', {
      ...constrainedBy('mtls'),
      scope: scopes,
    });
    const bound = await as(registered, { constraint: 'mtls', certificate });
    const held = await journey(bound, asking(basics));
    const metadata = await bound.discover();
    const aliases = metadata['mtls_endpoint_aliases'] as Record<string, string>;
    const url = `${aliases['grant_management_endpoint']}/${grantIdOf(held)}`;
    const token = await ownToken(bound, 'grant_management_query');
    expect((await bound.call(url, token)).status).toBe(200);
    const another = { certificate: await selfSignedCertificate() };
    expect((await bound.call(url, token, another)).status).toBe(401);
  });

  it('ends no grant in a call whose agent headers are malformed', async () => {
    const grantId = grantIdOf(await journey(client, asking(basics)));
    const token = await ownToken(client, 'grant_management_revoke');
    const headers = { 'x-sandbank-agent-tool': 'x'.repeat(141) };
    const refused = await client.call(grantUrl(server, grantId), token, {
      ...{ method: 'DELETE', headers },
    });
    expect([refused.status, refused.json()['error']]).toEqual([400, 'invalid_request']);
    expect((await query(server, client, grantId)).status).toBe(200);
    expect((await revoke(server, client, grantId)).status).toBe(204);
  });
});
