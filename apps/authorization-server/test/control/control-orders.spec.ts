import { completeJourney } from '@sandbank/testing';
import { maya, startServer, type RunningServer } from '../running-server.js';
import { startControl, type RunningControl } from './running-control.js';

let server: RunningServer;
let control: RunningControl;
beforeAll(async () => {
  server = await startServer();
  control = await startControl(server);
});
afterAll(async () => {
  await control.stop();
  await server.stop();
});

const unknown = crypto.randomUUID();
const setStatus = (body: unknown, client = 'client-one', bank = 'harbour') =>
  control.call('PUT', `/banks/${bank}/clients/${client}/status`, body);
const client = (id = 'client-one') => control.call('GET', `/banks/harbour/clients/${id}`);

const consent = async () => {
  const app = await server.client('client-two');
  const journey = await completeJourney(app, maya);
  const [detail] = journey.tokens['authorization_details'] as { ConsentId: string }[];
  const [row] = await server.database.query<{ grant_id: string }>(
    'SELECT grant_id FROM consent.consent WHERE consent_id = $1',
    [detail!.ConsentId],
  );
  return { app, ...journey, consentId: detail!.ConsentId, grantId: row!.grant_id };
};
const change = (consentId: string, verb: string, body: unknown = { reason: 'a complaint' }) =>
  control.call('POST', `/banks/harbour/consents/${consentId}/${verb}`, body);
const history = (consentId: string) =>
  server.database.query(
    `SELECT to_status AS status, changed_by, surface, reason FROM consent.consent_history
     WHERE consent_id = $1 AND surface = 'operator' ORDER BY version`,
    [consentId],
  );

describe('the clients of a bank', () => {
  it('are listed and shown with what was registered', async () => {
    const { clients } = (await control.call('GET', '/banks/harbour/clients')).json<{
      clients: { client_id: string; status: string }[];
    }>();
    expect(clients.map(({ client_id: id, status }) => `${id} ${status}`)).toEqual([
      'client-one active',
      'client-two active',
    ]);
    expect((await client()).json()).toMatchObject({
      issuer: server.issuer,
      client_id: 'client-one',
      token_endpoint_auth_method: 'private_key_jwt',
      status_reason: null,
    });
  });

  it('are frozen and thawed, once, however often that is said, with the reason kept', async () => {
    const frozen = await setStatus({ status: 'frozen', reason: 'stolen keys' });
    expect(frozen.status).toBe(200);
    const first = frozen.json();
    expect(first).toMatchObject({
      ...{ client_id: 'client-one', status: 'frozen', status_reason: 'stolen keys' },
      status_changed_by: 'operator:api',
    });
    server.clock.advance(5);
    expect((await setStatus({ status: 'frozen', reason: 'again' })).json()).toEqual(first);
    expect((await client()).json()).toEqual(first);
    const [row] = await server.database.query<{ status_interaction_id: string }>(
      `SELECT status_interaction_id FROM authorization_server.client WHERE client_id = 'client-one'`,
    );
    expect(row!.status_interaction_id).toBe(frozen.header('x-fapi-interaction-id'));
    expect((await setStatus({ status: 'active' })).json()).toMatchObject({
      ...{ status: 'active', status_reason: null },
    });
  });

  it.each<[string, { expected?: number; body?: unknown; id?: string; bank?: string }]>([
    ['no body', {}],
    ['broken JSON', { body: '{' }],
    ['a member too many', { body: { status: 'frozen', until: 'tomorrow' } }],
    ['an unknown status', { body: { status: 'gone' } }],
    ['an empty reason', { body: { status: 'frozen', reason: ' ' } }],
    ['a reason that the database cannot keep', { body: { status: 'frozen', reason: 'a\0b' } }],
    ['a reason turned around', { body: { status: 'frozen', reason: 'a\u202eb' } }],
    ['a client that the database cannot name', { body: { status: 'frozen' }, id: '%00' }],
    ['an unknown client', { expected: 404, body: { status: 'frozen' }, id: 'client-none' }],
    ['an unknown bank', { expected: 404, body: { status: 'frozen' }, bank: 'nowhere' }],
  ])('are left alone by an order with %s', async (_what, { expected = 400, body, id, bank }) => {
    const answer = await setStatus(body, id, bank);
    expect(answer.status).toBe(expected);
    expect(answer.json()).toEqual({
      error: 'invalid_request',
      error_description: expect.any(String),
      interaction_id: answer.header('x-fapi-interaction-id'),
    });
    expect(answer.json()['error_description']).not.toContain('?');
    expect((await client()).json()).toMatchObject({ status: 'active' });
  });

  it('are not told of in forms', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await control.call('PUT', '/banks/harbour/clients/client-one/status', '', {
      ...headers,
      authorization: 'Bearer operator-token-of-the-tests-0123456789-abcdefgh',
    });
    expect(answer.status).toBe(415);
  });
});

describe('a consent', () => {
  it('is suspended, resumed and revoked, and the history says by whom, where and why', async () => {
    const { consentId } = await consent();
    for (const [verb, status] of [
      ['suspend', 'SUSPENDED'],
      ['resume', 'AUTHORISED'],
      ['revoke', 'REVOKED'],
    ] as const) {
      const answer = await change(consentId, verb, { reason: `to ${verb}` });
      expect([answer.status, answer.json()]).toEqual([200, { consent_id: consentId, status }]);
    }
    const by = { changed_by: 'operator:api', surface: 'operator' };
    expect(await history(consentId)).toEqual([
      { status: 'SUSPENDED', ...by, reason: 'to suspend' },
      { status: 'AUTHORISED', ...by, reason: 'to resume' },
      { status: 'REVOKED', ...by, reason: 'to revoke' },
    ]);
  });

  it('is told as it stands: resumed after its time to sign in again, it waits for its customer', async () => {
    const { consentId } = await consent();
    await change(consentId, 'suspend');
    // As if the bank had insisted on a new sign-in when it was agreed to; consents refuse to be changed like this.
    await server.database.query(`SET session_replication_role = replica;
      UPDATE consent.consent SET reauthenticate_by = '2000-01-01Z' WHERE consent_id = '${consentId}';
      RESET session_replication_role`);
    const answer = await change(consentId, 'resume');
    expect([answer.status, answer.json()['status']]).toEqual([200, 'SUSPENDED']);
  });

  it('is changed from its own state alone', async () => {
    const { consentId } = await consent();
    expect((await change(consentId, 'resume')).status).toBe(409);
    await change(consentId, 'revoke');
    for (const verb of ['suspend', 'resume', 'revoke'])
      expect([verb, (await change(consentId, verb)).status]).toEqual([verb, 409]);
  });

  it('ends its grant when it was the last that lived in it', async () => {
    const { consentId, grantId } = await consent();
    expect((await change(consentId, 'revoke')).status).toBe(200);
    const [grant] = await server.database.query(
      'SELECT status, changed_by, surface FROM consent."grant" WHERE grant_id = $1',
      [grantId],
    );
    expect(grant).toEqual({ status: 'REVOKED', changed_by: 'operator:api', surface: 'operator' });
  });

  it('is not resumed before its customer ever answered', async () => {
    const app = await server.client('client-two');
    await app.push();
    const [row] = await server.database.query<{ consent_id: string }>(
      `SELECT consent_id FROM consent.consent WHERE status = 'AWAITING_AUTHORISATION' LIMIT 1`,
    );
    expect((await change(row!.consent_id, 'resume')).status).toBe(409);
  });

  it('is found by its own bank and id alone, and changed only for a reason', async () => {
    const { consentId } = await consent();
    const elsewhere = `/banks/granite/consents/${consentId}/revoke`;
    expect((await control.call('POST', elsewhere, { reason: 'x' })).status).toBe(404);
    expect((await change(unknown, 'revoke')).status).toBe(404);
    expect((await change('nothing', 'revoke')).status).toBe(400);
    const hidden = ['\0', '\ud800', 'a\u2028b'].map((reason) => ({ reason }));
    const bodies = [{}, { reason: '' }, { reason: 1 }, { reason: 'x'.repeat(201) }];
    for (const body of [...bodies, ...hidden, { reason: 'x', now: true }])
      expect([body, (await change(consentId, 'revoke', body)).status]).toEqual([body, 400]);
    expect(await history(consentId)).toEqual([]);
  });
});

describe('a grant', () => {
  it('ends with its consents, codes and refresh tokens', async () => {
    const held = await consent();
    const path = `/banks/harbour/grants/${held.grantId}/revoke`;
    const elsewhere = path.replace('harbour', 'granite');
    expect((await control.call('POST', elsewhere, { reason: 'x' })).status).toBe(404);
    expect((await control.call('POST', path, {})).status).toBe(400);
    const answer = await control.call('POST', path, { reason: 'a court order' });
    expect(answer.json()).toEqual({ grant_id: held.grantId, status: 'REVOKED' });
    expect((await control.call('POST', path, { reason: 'again' })).status).toBe(409);
    expect((await held.app.refresh(held.refreshToken!)).json()['error']).toBe('invalid_grant');
    expect(await history(held.consentId)).toMatchObject([
      { status: 'REVOKED', changed_by: 'operator:api', reason: 'a court order' },
    ]);
    const [left] = await server.database.query<{ tokens: number; codes: number }>(
      `SELECT (SELECT count(*)::int FROM authorization_server.refresh_token
           WHERE grant_id = $1 AND revoked_at IS NULL) AS tokens,
         (SELECT count(*)::int FROM authorization_server.authorization_code
           WHERE grant_id = $1 AND consumed_at IS NULL) AS codes`,
      [held.grantId],
    );
    expect(left).toEqual({ tokens: 0, codes: 0 });
  });
});
