import type { HttpsAnswer } from '@sandbank/testing';
import { portalUrl, type Browser } from '../running-portal.js';
import {
  goodForm,
  makeApplication,
  outcome,
  startApplications,
  type ApplicationHarness,
} from './application-harness.js';
import type { EcosystemAnswer, StandInEcosystem } from './stand-in-ecosystem.js';

interface Client {
  bank: string;
  clientId: string;
  state: string;
  metadata: Record<string, unknown>;
  problem?: { error: string; upstreamError?: string };
}

let harness: ApplicationHarness;
let ecosystem: StandInEcosystem;
let browser: Browser;
let path: string;

beforeAll(async () => {
  harness = await startApplications(2);
  ({ ecosystem } = harness);
  browser = await harness.member();
}, 60_000);
afterAll(() => harness.stop());
beforeEach(async () => {
  ecosystem.manner = (_, answer) => answer();
  ecosystem.clients.clear();
  path = `/api/applications/${await makeApplication(browser)}`;
  ecosystem.requests.length = 0;
});
afterEach(async () => {
  ecosystem.manner = (_, answer) => answer();
  await browser.act('DELETE', path);
});

const register = (by = browser): Promise<HttpsAnswer> =>
  by.act('POST', `${path}/clients`, { bank: 'cove' });
const put = (where: string, body: unknown = {}): Promise<HttpsAnswer> =>
  browser.send(where, {
    method: 'PUT',
    headers: {
      ...{ origin: portalUrl, 'x-sandbank-request': '1', 'content-type': 'application/json' },
    },
    body: JSON.stringify(body),
  });
const change = async (part: object = {}): Promise<HttpsAnswer> => {
  const { jwks: _, certificate_requests: __, ...form } = await goodForm(part);
  return put(path, form);
};
const clients = async (): Promise<Client[]> =>
  (await browser.send(path)).json<{ clients: Client[] }>().clients;
const tokens = (): string[] => [...ecosystem.clients.values()].map(({ token }) => token);

describe('a registration at a bank', () => {
  it('says the profile in the standard’s words, with the directory’s statement', async () => {
    const answer = await register();
    expect(answer.status).toBe(201);
    expect(answer.json()).toMatchObject({ bank: 'cove', state: 'current' });
    const [sent] = ecosystem.asked('POST', /\/register$/);
    expect(sent!.body).toMatchObject({
      software_statement: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      ...{ grant_types: ['authorization_code', 'refresh_token', 'client_credentials'] },
      ...{ response_types: ['code'], scope: 'openid accounts' },
      ...{ token_endpoint_auth_method: 'private_key_jwt', dpop_bound_access_tokens: true },
      ...{ token_endpoint_auth_signing_alg: 'ES256' },
      tls_client_certificate_bound_access_tokens: false,
      authorization_details_types: ['urn:sandbank:account-access:v1'],
    });
    // The token is sealed, and goes nowhere but to its bank.
    const rows = await harness.portal.database.query('SELECT * FROM tpp_portal.application_client');
    for (const text of [
      JSON.stringify(rows),
      browser.received.join(''),
      harness.portal.log.join(''),
    ])
      for (const token of tokens()) expect(text).not.toContain(token);
    expect((await browser.send(`${path}/snippets`)).json()).toMatchObject({
      clients: [
        { bank: 'cove', tokenEndpoint: `${ecosystem.issuer}/token`, bankName: 'Cove Bank' },
      ],
      scope: 'openid accounts',
    });
  });

  it('is one, however many ask at once', async () => {
    const other = harness.portal.browser(1);
    other.cookie = browser.cookie;
    const answers = await Promise.all([register(), register(other), register()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(ecosystem.clients.size).toBe(1);
    expect(outcome(await register())).toEqual([409, 'already_registered']);
  });

  it('is not there after a bank that refuses, is silent or answers nonsense, and can be asked for again', async () => {
    const elsewhere = {
      ...{ client_id: 'x', registration_access_token: 't' },
      registration_client_uri: 'https://evil.example/register/x',
    };
    const answers: [EcosystemAnswer, [number, string]][] = [
      [{ status: 400, json: { error: 'invalid_redirect_uri' } }, [502, 'bank_refused']],
      [{ status: 201, lost: true }, [502, 'bank_unavailable']],
      [{ status: 201, json: { client_id: 'without a token' } }, [502, 'bank_unavailable']],
      [{ status: 201, json: elsewhere }, [502, 'bank_unavailable']],
    ];
    for (const [answer, expected] of answers) {
      ecosystem.manner = (asked, own) => (asked.path === '/cove/register' ? answer : own());
      expect([answer, ...outcome(await register())]).toEqual([answer, ...expected]);
      expect(await clients()).toEqual([]);
    }
    ecosystem.manner = (_, own) => own();
    expect((await register()).status).toBe(201);
  });

  it('is left at no bank by an application that ends while the bank is asked', async () => {
    const { database } = harness.portal;
    const endings = [
      () => browser.act('DELETE', path),
      // As it is while its software is being removed.
      () => database.query('UPDATE tpp_portal.application SET ending_at = now()'),
    ];
    for (const end of endings) {
      path = `/api/applications/${await makeApplication(browser)}`;
      ecosystem.manner = async (asked, own) => {
        const answer = own();
        if (asked.path === '/cove/register') await end();
        return answer;
      };
      expect(outcome(await register())).toEqual([409, 'application_ending']);
      expect(ecosystem.clients.size).toBe(0);
    }
  });

  it('is made at listed banks alone', async () => {
    for (const [bank, expected] of [
      ['elsewhere', [404, 'unknown_bank']],
      ['../x', [422, 'unusable_field']],
    ] as const)
      expect(outcome(await browser.act('POST', `${path}/clients`, { bank }))).toEqual(expected);
    expect(ecosystem.asked('POST', /register/)).toEqual([]);
  });
});

describe('a change of an application', () => {
  it('reaches the directory, and each bank with the token that its last answer gave', async () => {
    await register();
    const seen = new Set(tokens());
    for (const uri of ['https://one.example/cb', 'https://two.example/cb']) {
      const answer = await change({ redirect_uris: [uri] });
      expect(answer.json()).toMatchObject({
        redirectUris: [uri],
        clients: [{ state: 'current', metadata: { redirect_uris: [uri] } }],
      });
      for (const token of tokens()) seen.add(token);
    }
    expect(seen.size).toBe(3);
    expect(ecosystem.asked('PUT', /register/)).toHaveLength(2);
    expect(ecosystem.asked('PUT', /register/)[0]!.body).toHaveProperty('client_id');
  });

  it('that a bank refuses shows at its client, and is repeated there', async () => {
    await register();
    ecosystem.manner = (asked, answer) =>
      asked.method === 'PUT' && asked.path.includes('register')
        ? { status: 400, json: { error: 'invalid_client_metadata' } }
        : answer();
    expect((await change({ name: 'Other' })).json()).toMatchObject({
      name: 'Other',
      clients: [{ state: 'behind', problem: { upstreamError: 'invalid_client_metadata' } }],
    });
    ecosystem.manner = (_, answer) => answer();
    expect((await put(`${path}/clients/cove`)).json()).toMatchObject({ state: 'current' });
    expect((await clients())[0]).not.toHaveProperty('problem');
  });

  it('whose answer is lost is asked after: what the bank still knows goes on', async () => {
    await register();
    // It never reached the bank.
    ecosystem.manner = (asked, answer) =>
      asked.method === 'PUT' && asked.path.includes('register')
        ? { status: 200, lost: true }
        : answer();
    expect((await change()).json()).toMatchObject({ clients: [{ state: 'behind' }] });
    ecosystem.manner = (_, answer) => answer();
    expect((await put(`${path}/clients/cove`)).json()).toMatchObject({ state: 'current' });
    expect(ecosystem.asked('GET', /register/)).toHaveLength(1);
  });

  it('whose answer is lost with its new token says so, and the client is made anew', async () => {
    await register();
    const [before] = await clients();
    ecosystem.manner = (asked, answer) => ({
      ...answer(),
      lost: asked.method === 'PUT' && asked.path.includes('register'),
    });
    await change();
    ecosystem.manner = (_, answer) => answer();
    expect(outcome(await put(`${path}/clients/cove`))).toEqual([409, 'registration_lost']);
    expect((await clients())[0]).toMatchObject({ state: 'lost' });
    expect((await browser.act('DELETE', `${path}/clients/cove`)).status).toBe(204);
    expect((await register()).status).toBe(201);
    expect((await clients())[0]!.clientId).not.toBe(before!.clientId);
  });

  it('to a profile without its keys is refused before anybody hears of it', async () => {
    for (const one of ecosystem.software.values())
      one.certificates.forEach((held) => Object.assign(held, { status: 'revoked' }));
    const { profile } = await goodForm();
    const answer = await change({ profile: { ...profile, constraint: 'mtls' } });
    expect(outcome(answer)).toEqual([422, 'unusable_field']);
    expect(ecosystem.asked('PUT', /./)).toEqual([]);
  });
});

describe('the end of an application', () => {
  it('ends its clients, then its software', async () => {
    await register();
    expect((await browser.act('DELETE', path)).status).toBe(204);
    expect(ecosystem.clients.size).toBe(0);
    expect(
      ecosystem.requests.filter(({ method }) => method === 'DELETE').map((one) => one.path),
    ).toEqual([
      expect.stringContaining('/cove/register/'),
      expect.stringContaining('/organisations/'),
    ]);
    expect((await browser.send(path)).status).toBe(404);
  });

  it('that stops half way shows, lets nothing else be done, and goes on', async () => {
    await register();
    ecosystem.manner = (asked, answer) =>
      asked.method === 'DELETE' && asked.path.startsWith('/organisations')
        ? { status: 503, json: {} }
        : answer();
    expect(outcome(await browser.act('DELETE', path))).toEqual([502, 'directory_unavailable']);
    expect((await browser.send(path)).json()).toMatchObject({ ending: true, clients: [] });
    expect(outcome(await register())).toEqual([409, 'application_ending']);
    expect(outcome(await change())).toEqual([409, 'application_ending']);
    ecosystem.manner = (_, answer) => answer();
    expect((await browser.act('DELETE', path)).status).toBe(204);
  });
});
