import { newKey } from '@sandbank/testing';
import {
  goodForm,
  makeApplication,
  outcome,
  startApplications,
  type ApplicationHarness,
} from './application-harness.js';
import type { StandInEcosystem } from './stand-in-ecosystem.js';

interface View {
  id: string;
  softwareId: string;
  ending: boolean;
  clients: { bank: string; clientId: string; state: string }[];
}

let harness: ApplicationHarness;
let ecosystem: StandInEcosystem;

beforeAll(async () => {
  harness = await startApplications(2);
  ({ ecosystem } = harness);
}, 60_000);
afterAll(() => harness.stop());
beforeEach(() => {
  ecosystem.requests.length = 0;
  ecosystem.manner = (_, answer) => answer();
});

describe('an application', () => {
  it('is made at the directory, whose organisation is made once however many ask', async () => {
    const browser = await harness.member();
    const other = harness.portal.browser(1);
    other.cookie = browser.cookie;
    const before = ecosystem.organisations;
    const [one, two] = await Promise.all([makeApplication(browser), makeApplication(other)]);
    expect(one).not.toBe(two);
    expect(ecosystem.organisations - before).toBe(1);
    const { applications } = (await browser.send('/api/applications')).json<{
      applications: View[];
    }>();
    expect(applications.map(({ id }) => id).sort()).toEqual([one, two].sort());
    const software = ecosystem.software.get(applications[0]!.softwareId)!;
    expect(software).toMatchObject({
      ...{ client_name: 'Budget Pal', roles: ['AISP'] },
      redirect_uris: ['http://127.0.0.1:8765/callback'],
    });
    expect(software.certificates).toHaveLength(1);
    // The directory's token is sealed, and shown to nobody.
    const rows = await harness.portal.database.query(
      'SELECT token_sealed FROM tpp_portal.organisation WHERE token_sealed IS NOT NULL',
    );
    expect(JSON.stringify(rows)).not.toContain('of-the-org');
    expect(browser.received.join('')).not.toContain('of-the-org');
    expect(harness.portal.log.join('')).not.toContain('of-the-org');
  });

  it('is nobody else’s', async () => {
    const id = await makeApplication(await harness.member());
    const stranger = await harness.member();
    for (const path of ['', '/software', '/keys', '/certificates', '/clients', '/snippets'])
      expect(outcome(await stranger.send(`/api/applications/${id}${path}`))).toEqual([
        404,
        'unknown_application',
      ]);
    const form = await goodForm();
    const organisation = await harness.portal.database.query<{ organisation_id: string }>(
      'SELECT organisation_id FROM tpp_portal.application WHERE application_id = $1',
      [id],
    );
    const answer = await stranger.act('POST', '/api/applications', {
      ...form,
      organisation: organisation[0]!.organisation_id,
    });
    expect(outcome(answer)).toEqual([404, 'unknown_organisation']);
    expect((await harness.portal.browser().send('/api/applications')).status).toBe(401);
  });

  it('is refused where its form is not good, before the directory is asked', async () => {
    const browser = await harness.member();
    const secret = await newKey();
    const good = await goodForm();
    for (const change of [
      { name: '' },
      { name: 'a\u202Eb' },
      { name: 'x'.repeat(81) },
      { roles: [] },
      { roles: ['ROOT'] },
      { redirect_uris: [] },
      { profile: { ...good.profile, signing: false } },
      { profile: { ...good.profile, constraint: 'none' } },
      { jwks: { keys: [secret] } },
      { jwks: undefined },
      { profile: { ...good.profile, constraint: 'mtls' }, certificate_requests: [] },
      { certificate_requests: [{ use: 'transport', csr: '-----BEGIN PRIVATE KEY-----' }] },
      { logo_uri: 'javascript:alert(1)' },
      { surprise: 1 },
    ]) {
      const answer = await browser.act('POST', '/api/applications', { ...good, ...change });
      expect([change, ...outcome(answer)]).toEqual([change, 422, 'unusable_field']);
      expect(answer.body).not.toContain(secret.d);
    }
    expect((await browser.act('POST', '/api/applications', [])).status).toBe(422);
    expect(ecosystem.asked('POST', /software/)).toEqual([]);
    expect(harness.portal.log.join('')).not.toContain(secret.d);
  });

  it('says what the directory refuses, and is not there then', async () => {
    const browser = await harness.member();
    ecosystem.manner = (asked, answer) =>
      asked.method === 'POST' && asked.path.endsWith('/software')
        ? { status: 400, json: { error: 'invalid_redirect_uri', error_description: 'no' } }
        : answer();
    const refused = await browser.act('POST', '/api/applications', await goodForm());
    expect(refused.status).toBe(422);
    expect(refused.json()).toMatchObject({
      error: 'directory_refused',
      upstream: { error: 'invalid_redirect_uri', error_description: 'no' },
    });
    ecosystem.manner = () => ({ status: 503, json: {} });
    const silent = await browser.act('POST', '/api/applications', await goodForm());
    expect(outcome(silent)).toEqual([502, 'directory_unavailable']);
    expect((await browser.send('/api/applications')).json()).toEqual({ applications: [] });
  });

  it('that was half made leaves nothing behind', async () => {
    const browser = await harness.member();
    // The directory makes it, and the portal never hears of it.
    ecosystem.manner = (asked, answer) => ({
      ...answer(),
      lost: asked.method === 'POST' && asked.path.endsWith('/software'),
    });
    const before = new Set(ecosystem.software.keys());
    const answer = await browser.act('POST', '/api/applications', await goodForm());
    expect(outcome(answer)).toEqual([502, 'directory_unavailable']);
    const strays = [...ecosystem.software.keys()].filter((id) => !before.has(id));
    expect(strays).toHaveLength(1);
    ecosystem.manner = (asked, answer) =>
      // The stand-in has one list for all; of this organisation there is the stray alone.
      asked.method === 'GET' && asked.path.endsWith('/software')
        ? { status: 200, json: { software: [{ software_id: strays[0] }] } }
        : answer();
    await makeApplication(browser);
    expect(ecosystem.software.has(strays[0]!)).toBe(false);
  });

  it('is one of twenty at most', async () => {
    const browser = await harness.member();
    const id = await makeApplication(browser);
    await harness.portal.database.query(
      `INSERT INTO tpp_portal.application SELECT gen_random_uuid(), organisation_id, name,
         gen_random_uuid(), profile, roles, redirect_uris, 1, created_at, changed_at
       FROM tpp_portal.application, generate_series(1, 19) WHERE application_id = $1`,
      [id],
    );
    const answer = await browser.act('POST', '/api/applications', await goodForm());
    expect(outcome(answer)).toEqual([409, 'limit_reached']);
  });

  it('has certificates and keys, as the directory has them', async () => {
    const browser = await harness.member();
    const id = await makeApplication(browser);
    const path = `/api/applications/${id}`;
    const list = async () =>
      (await browser.send(`${path}/certificates`)).json<{
        certificates: { certificate_id: string; status: string }[];
      }>().certificates;
    const [first] = await list();
    const one = `${path}/certificates/${first!.certificate_id}`;
    expect((await browser.act('POST', `${one}/renewal`, {})).status).toBe(201);
    expect(
      (await browser.act('POST', `${one}/revocation`, { reason: 'superseded' })).json(),
    ).toMatchObject({ status: 'revoked', revocation_reason: 'superseded' });
    expect((await list()).map(({ status }) => status)).toEqual(['revoked', 'valid']);
    expect(outcome(await browser.act('POST', `${path}/certificates/x/renewal`, {}))).toEqual([
      404,
      'unknown_certificate',
    ]);
    const { d: _, ...open } = await newKey();
    const put = await browser.send(`${path}/keys`, {
      method: 'PUT',
      headers: {
        origin: 'https://portal.example:9440',
        'x-sandbank-request': '1',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ keys: [open] }),
    });
    expect(put.json()).toEqual({ keys: [open] });
    const statement = await browser.act('POST', `${path}/statements`);
    expect(statement.json()).toMatchObject({
      header: { alg: 'ES256' },
      payload: { client_name: 'Budget Pal' },
    });
  });
});
