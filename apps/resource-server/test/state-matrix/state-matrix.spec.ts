import { randomUUID } from 'node:crypto';
import { RouteTable } from '@sandbank/platform';
import { exchange, type HttpsAnswer } from '@sandbank/testing';
import { Harness } from '../harness.js';
import { agreed, claimsOf } from './agreements.js';
import { rows, withoutToken, type Outcome, type Row } from './expectations.js';
import { situationNames, situations, type SituationName } from './situations.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
});
afterAll(() => bank.stop());

interface Refusal {
  readonly Id?: string;
  readonly Errors?: readonly { readonly ErrorCode: string }[];
}

async function call(row: Row, situation: SituationName): Promise<HttpsAnswer> {
  const { agreement, claims } = await situations[situation](bank, row.type);
  const request = row.request?.(agreement) ?? {};
  const headers = { ...request.headers, 'x-fapi-interaction-id': randomUUID() };
  const url = bank.baseUrl + row.path(agreement);
  const answer = await bank.call(url, await bank.token(claims), { ...request, headers });
  expect(answer.header('x-fapi-interaction-id')).toBe(headers['x-fapi-interaction-id']);
  return answer;
}

const errorOf = (answer: HttpsAnswer) =>
  /error="([a-z_]+)"/.exec(answer.header('www-authenticate') ?? '')?.[1];

const outcomeOf = (answer: HttpsAnswer): Outcome => {
  const body = answer.status >= 400 && answer.status !== 401 ? answer.json<Refusal>() : {};
  const code = body.Errors?.[0]?.ErrorCode;
  if (code !== undefined) expect(body.Id).toBe(answer.header('x-fapi-interaction-id'));
  return [answer.status, errorOf(answer), code];
};

const filled = ([status, error, code]: Outcome): Outcome => [status, error, code];

describe('every endpoint', () => {
  it('is in the tables of this matrix: a new one says what each state does to it', () => {
    const known = [...Object.keys(rows), ...Object.keys(withoutToken)].sort();
    expect(known).toEqual(bank.application.get(RouteTable).list());
  });

  it.each(Object.keys(rows))('%s answers without a token by a bare challenge', async (route) => {
    const row = rows[route]!;
    const agreement = await agreed(bank, row.type);
    const request = row.request?.(agreement) ?? {};
    const answer = await exchange(bank.baseUrl + row.path(agreement), bank.tls.ca, request);
    expect(answer.status).toBe(401);
    expect(answer.header('www-authenticate')).toMatch(/^DPoP algs=.* resource_metadata=/);
    expect(errorOf(answer)).toBeUndefined();
  });

  it.each(Object.entries(withoutToken))('%s looks at no access token', async (route, [at, is]) => {
    const token = await bank.token(claimsOf(await agreed(bank, Object.values(rows)[0]!.type)));
    const [method] = route.split(' ');
    const answer = await bank.call(bank.baseUrl + at, token, { method });
    expect(answer.status).toBe(is);
  });
});

describe.each(situationNames)('%s (SP-5.3.4-3, SP-5.3.4-4)', (situation) => {
  it.each(Object.keys(rows))('at %s', async (route) => {
    const row = rows[route]!;
    const answer = await call(row, situation);
    expect(outcomeOf(answer)).toEqual(filled(row.outcomes[situation]));
    expect(answer.header('cache-control')).toBe('no-store');
  });
});

describe('with a token of its own a client reads and gives back a consent in every state', () => {
  const own = rows['DELETE /:bank/open-banking/v4.0/aisp/account-access-consents/:ConsentId']!;
  const alive: readonly SituationName[] = [
    ...(['AUTHORISED', 'AWAITING_AUTHORISATION', 'SUSPENDED', 'grant UNCLAIMED'] as const),
    'not authenticated again in time',
    // The consent itself is alive; that nothing stands on it any more does no harm.
    ...(['grant EXPIRED', 'grant expired by the clock'] as const),
  ];

  it.each(situationNames.slice(0, situationNames.indexOf('token revoked')))('%s', async (name) => {
    const { agreement } = await situations[name](bank, own.type);
    const { clientId } = agreement;
    const token = await bank.token({ sub: clientId, client_id: clientId, scope: 'accounts' });
    const url = bank.baseUrl + own.path(agreement);
    const read = async () => outcomeOf(await bank.call(url, token));
    expect(await read()).toEqual(filled([200]));
    const isAlive = alive.includes(name);
    const deleted = await bank.call(url, token, { method: 'DELETE' });
    expect(outcomeOf(deleted)).toEqual(filled(isAlive ? [204] : [400, undefined, 'U009']));
    expect(await read()).toEqual(filled(isAlive ? [400, undefined, 'U011'] : [200]));
  });
});
