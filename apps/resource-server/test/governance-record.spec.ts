import { randomUUID } from 'node:crypto';
import { statement } from '@sandbank/platform';
import { everyPermission, Harness, type Granted } from './harness.js';

interface Row {
  readonly event: string;
  readonly person: string | null;
  readonly body: Record<string, unknown>;
  readonly data: Record<string, unknown> | null;
}

describe('the governance record of resource calls', () => {
  let bank: Harness;
  let granted: Granted;

  beforeAll(async () => {
    bank = await Harness.start();
    granted = await bank.grant({
      ...{ customer: 'Maya', accounts: ['Everyday'], permissions: everyPermission },
    });
  }, 60_000);
  afterAll(() => bank.stop());

  const recorded = async (interactionId: string): Promise<Row | undefined> => {
    const [row, more] = await bank.test.query<Row>(
      `SELECT e.event, e.person, e.body, p.data FROM audit.event e
       LEFT JOIN audit.personal p USING (bank, chain, seq)
       WHERE e.body ->> 'interaction_id' = $1`,
      [interactionId],
    );
    expect(more).toBeUndefined();
    return row;
  };
  const call = async (
    path: string,
    token = granted.token,
    headers: Record<string, string> = {},
  ) => {
    const interactionId = randomUUID();
    const answer = await bank.call(path, token, {
      headers: { 'x-fapi-interaction-id': interactionId, ...headers },
    });
    return { status: answer.status, record: await recorded(interactionId), interactionId };
  };

  it('says who read what of whom, by which means, and that it was allowed', async () => {
    const account = await bank.accountId('Everyday');
    const { status, record, interactionId } = await call(
      `/accounts/${account}/balances`,
      granted.token,
      {
        'x-sandbank-agent-tool': 'budget-assistant/2.1',
        'x-sandbank-agent-action': 'How much is left this month?',
        'x-fapi-customer-ip-address': '192.0.2.7',
      },
    );
    expect(status).toBe(200);
    expect(record?.event).toBe('resource.access');
    expect(record?.body).toEqual({
      client: 'client-tally',
      authorization_server: bank.issuer,
      resource_server: `${bank.baseUrl}/harbour/open-banking/v4.0`,
      scope: 'openid accounts',
      details: [{ type: 'urn:sandbank:account-access:v1', ConsentId: granted.consentId }],
      constraint: { method: 'dpop', thumbprint: expect.stringMatching(/^[\w-]{43}$/) },
      issuer: bank.issuer,
      issuer_metadata: { source: 'fetched', url: `${bank.issuer}/jwks` },
      redirect_uri: null,
      tool: 'budget-assistant/2.1',
      action: null,
      surface: 'consent-page',
      decision: 'allowed',
      reason: null,
      status: null,
      endpoint: 'GET /:bank/open-banking/v4.0/aisp/accounts/:AccountId/balances',
      interaction_id: interactionId,
      grant_id: granted.grantId,
    });
    expect(record?.data).toMatchObject({
      customer_id: granted.customerId,
      account_id: account,
      customer_ip_address: '192.0.2.7',
      action: 'How much is left this month?',
    });
    expect(JSON.stringify(record?.body)).not.toContain(granted.customerId);
    expect(JSON.stringify(record?.body)).not.toContain(account);
  });

  it('says what was turned away, by the guard and by the route', async () => {
    const savings = await bank.accountId('Savings');
    const beyond = await call(`/accounts/${savings}/balances`);
    expect(beyond.status).toBe(403);
    expect(beyond.record?.body).toMatchObject({ decision: 'refused', status: 403 });
    expect(beyond.record?.data).toMatchObject({ account_id: savings });
    const malformed = await call('/accounts/%00/balances');
    expect(malformed.status).toBe(400);
    expect(malformed.record?.body).toMatchObject({ decision: 'refused', status: 400 });
    const narrow = await bank.tokenOf([granted], 'client-tally', {
      ...{ scope: 'openid', authorization_details: [] },
    });
    const refused = await call('/accounts', narrow);
    expect(refused.status).toBe(403);
    expect(refused.record?.body).toMatchObject({
      ...{ decision: 'refused', client: 'client-tally', surface: null },
      reason: expect.stringMatching(/^insufficient_scope: /),
    });
    expect(refused.record?.person).not.toBeNull();
  });

  it('says nothing of a token that is not the bank’s: strangers cannot fill it', async () => {
    const forged = `${granted.token.slice(0, -6)}AAAAAA`;
    const { status, record } = await call('/accounts', forged);
    expect(status).toBe(401);
    expect(record).toBeUndefined();
  });

  it('tells of one client’s refusals so often and no more', async () => {
    const busy = await bank.grant({
      ...{ customer: 'George', accounts: ['Savings'], permissions: everyPermission },
      clientId: 'client-busy',
    });
    const token = await bank.tokenOf([busy], 'client-busy', {
      ...{ scope: 'openid', authorization_details: [] },
    });
    for (let n = 0; n < 70; n += 1) expect((await bank.call('/accounts', token)).status).toBe(403);
    const [{ n } = { n: '' }] = await bank.test.query<{ n: string }>(
      `SELECT count(*) AS n FROM audit.event WHERE event = 'resource.access' AND body ->> 'client' = 'client-busy'`,
    );
    expect(Number(n)).toBe(60);
  });

  it.each([
    ['', 400],
    ['x'.repeat(141), 400],
    ['a\tb', 400],
    ['x'.repeat(140), 200],
  ])('takes a tool of 1 to 140 printable characters alone (%#)', async (tool, expected) => {
    const { status, record } = await call('/accounts', granted.token, {
      'x-sandbank-agent-tool': tool,
    });
    expect(status).toBe(expected);
    expect(record?.body['tool']).toBe(expected === 200 ? tool : undefined);
  });

  it('has a record of each of fifty calls at once, in few chains', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => call('/accounts')));
    for (const { status, record } of answers) {
      expect(status).toBe(200);
      expect(record?.body).toMatchObject({ decision: 'allowed' });
    }
  });

  it('answers 503, and nothing of what was read, when the record cannot be written', async () => {
    await bank.test.query(
      'REVOKE INSERT ON resource_server.access_record FROM sandbank_resource_server',
    );
    try {
      const answer = await bank.call('/accounts', granted.token);
      expect(answer.status).toBe(503);
      expect(answer.header('retry-after')).toBe('2');
      expect(answer.body).not.toContain('AccountId');
    } finally {
      await bank.test.query(
        'GRANT INSERT ON resource_server.access_record TO sandbank_resource_server',
      );
    }
    expect((await bank.call('/accounts', granted.token)).status).toBe(200);
  });

  it('lets the resource server read none of it', async () => {
    const app = bank.test.connect('resourceServer', 1);
    await expect(app.query(statement('peek', 'SELECT 1 FROM audit.event'))).rejects.toThrow(
      /permission denied/,
    );
  });
});
