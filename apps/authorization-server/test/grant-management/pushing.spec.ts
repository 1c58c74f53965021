import { randomUUID } from 'node:crypto';
import type { FapiClient } from '@sandbank/testing';
import { furtherClient } from '../further-clients.js';
import { startServer, theo, type RunningServer } from '../running-server.js';
import {
  asked,
  asking,
  basics,
  change,
  grantClient,
  grantIdOf,
  journey,
  revoke,
} from './grant-clients.js';

describe('what a pushed request says about its grant (GM-5.2, GM-5.4)', () => {
  let server: RunningServer;
  let client: FapiClient;
  let grantId: string;

  beforeAll(async () => {
    server = await startServer();
    client = await grantClient(server, 'client-grants');
    grantId = grantIdOf(await journey(client, asking(basics)));
  });
  afterAll(() => server.stop());

  const refused = async (
    parameters: Readonly<Record<string, string | undefined>>,
    by = client,
  ): Promise<string> => {
    const { answer } = await by.push({ parameters: { scope: 'accounts', ...parameters } });
    expect(answer.status).toBe(400);
    return String(answer.json()['error']);
  };

  it.each([
    ['a grant_id with create', { grant_management_action: 'create', grant_id: randomUUID() }],
    ['a grant_id without an action', { grant_id: randomUUID() }],
    ['merge without a grant_id', { grant_management_action: 'merge' }],
    ['replace without a grant_id', { grant_management_action: 'replace' }],
    ['query as an action', { grant_management_action: 'query' }],
    ['revoke as an action', { grant_management_action: 'revoke', grant_id: randomUUID() }],
    ['an action that nobody knows', { grant_management_action: 'update', grant_id: randomUUID() }],
  ])('refuses %s (GM-5.4)', async (_what, parameters) => {
    expect(await refused(parameters)).toBe('invalid_request');
  });

  it.each(['merge', 'replace'])(
    'refuses to %s a grant that is unknown, malformed, another’s or over (GM-5.4)',
    async (action) => {
      const ended = grantIdOf(await journey(client, asking(basics)));
      expect((await revoke(server, client, ended)).status).toBe(204);
      for (const id of [randomUUID(), 'no uuid', `${grantId}0`, `{${grantId}}`, '0', ended]) {
        expect(await refused({ grant_management_action: action, grant_id: id })).toBe(
          'invalid_grant_id',
        );
      }
      const other = await furtherClient(server, `client-other-${action}`);
      expect(await refused({ grant_management_action: action, grant_id: grantId }, other)).toBe(
        'invalid_grant_id',
      );
    },
  );

  it('refuses scopes that no customer can give (GM-6.1), and a request for nothing (RFC 6749 3.3)', async () => {
    expect(await refused({ scope: 'accounts grant_management_query' })).toBe('invalid_scope');
    expect(await refused({ scope: 'grant_management_revoke' })).toBe('invalid_scope');
    expect(await refused({ scope: undefined })).toBe('invalid_scope');
  });

  it('refuses to merge into a grant that holds ten permissions', async () => {
    const full = grantIdOf(await journey(client, asking(basics)));
    for (let more = 1; more < 10; more += 1) await journey(client, change('merge', full));
    expect(await refused({ grant_management_action: 'merge', grant_id: full })).toBe(
      'invalid_request',
    );
    await journey(client, change('replace', full));
    await journey(client, change('merge', full));
  });

  it.each(['merge', 'replace'])(
    'sends another customer back without a word of the grant: %s (GM-5.4)',
    async (action) => {
      const { page, pushed } = await asked(server, client, change(action, grantId), theo);
      expect(page.url.href).toContain('https://app.example/callback');
      expect(Object.fromEntries(page.url.searchParams)).toMatchObject({
        error: 'invalid_grant_id',
        state: pushed.state,
        iss: server.issuer,
      });
      expect(page.url.search).not.toContain(grantId);
      const again = await client.authorizationUrl(pushed.requestUri);
      const { visitor } = await asked(server, client, asking(basics), theo);
      expect((await visitor.open(again)).answer.body).toContain('invalid_request_uri');
    },
  );

  it('tells the app when the grant ends before its customer arrives, or before the decision', async () => {
    const one = grantIdOf(await journey(client, asking(basics)));
    const late = await client.push({ parameters: change('merge', one) });
    const question = await asked(server, client, change('merge', one));
    expect((await revoke(server, client, one)).status).toBe(204);
    const { visitor } = await asked(server, client, asking(basics));
    const arrival = await visitor.open(await client.authorizationUrl(late.requestUri));
    expect(arrival.url.searchParams.get('error')).toBe('invalid_grant_id');
    const decision = await question.visitor.press(question.page, 'consent-allow', {
      accounts: ['acc-1'],
    });
    expect(decision.url.searchParams.get('error')).toBe('invalid_grant_id');
  });
});
