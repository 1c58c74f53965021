import { RejectionRecorder, type RejectionPage } from '@sandbank/platform';
import { everyPermission, Harness } from './harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.stop());

const clientToken = (clientId = 'client-tally', scope = 'rejections') =>
  harness.token({ sub: clientId, client_id: clientId, scope });

async function read(token: string, query = '') {
  await harness.application.get(RejectionRecorder).flush();
  return harness.call(`${harness.baseUrl}/harbour/rejections${query}`, token);
}
const pageOf = async (clientId?: string, query?: string) =>
  (await read(await clientToken(clientId), query)).json<RejectionPage>();

it('tells a client which rule of the accounts API refused it, and nobody else', async () => {
  const { token } = await harness.grant({
    ...{ customer: 'Maya', accounts: ['Everyday'], permissions: ['ReadAccountsBasic'] },
  });
  const refused = await harness.call('/balances', token);
  expect(refused.status).toBe(403);
  const query = `?interaction_id=${refused.header('x-fapi-interaction-id')}`;
  const { rejections } = await pageOf('client-tally', query);
  expect(rejections).toMatchObject([
    {
      interaction_id: refused.header('x-fapi-interaction-id'),
      server: 'resource-server',
      endpoint: 'open-banking/v4.0/aisp/balances',
      method: 'GET',
      status: 403,
      error: 'insufficient_scope',
      rule: { clause: 'SP-5.3.4-4', url: 'https://localhost:9440/rules/SP-5.3.4-4' },
      expected: '["ReadBalances"]',
      claimed: false,
    },
  ]);
  expect(await pageOf('client-other', query)).toEqual({ rejections: [] });
});

it('tells that a token had expired, and by how much', async () => {
  const expired = await harness.token({
    ...{ sub: 'client-tally', client_id: 'client-tally' },
    exp: harness.clock.nowSeconds() - 60,
  });
  const refused = await harness.call('/accounts', expired);
  expect(refused.status).toBe(401);
  const query = `?interaction_id=${refused.header('x-fapi-interaction-id')}`;
  expect((await pageOf('client-tally', query)).rejections).toMatchObject([
    { rule: { clause: 'RFC9068-4-exp' }, clock_skew_seconds: -60, claimed: false },
  ]);
});

it('marks what a stranger did in the name of a client as claimed', async () => {
  const forged = (await clientToken('client-tally', 'accounts')).replace(/[^.]{20}$/, (end) =>
    end.replaceAll(/[A-Za-z]/g, 'A'),
  );
  const refused = await harness.call('/accounts', forged);
  const query = `?interaction_id=${refused.header('x-fapi-interaction-id')}`;
  const { rejections } = await pageOf('client-tally', query);
  expect(rejections).toMatchObject([{ claimed: true, rule: { clause: 'RFC9068-4-signature' } }]);
  expect(JSON.stringify(rejections)).not.toContain(forged.slice(0, 40));
});

it('opens to no token of a customer and to none without the scope', async () => {
  const { token, grantId } = await harness.grant({
    ...{ customer: 'Maya', accounts: ['Everyday'], permissions: everyPermission },
  });
  expect((await read(token)).status).toBe(403);
  expect((await read(await clientToken('client-tally', 'accounts'))).status).toBe(403);
  const customer = await harness.token({
    ...{ sub: harness.customerId('Maya'), client_id: 'client-tally', scope: 'rejections' },
    grant_id: grantId,
  });
  expect((await read(customer)).status).toBe(403);
});
