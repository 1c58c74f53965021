import { randomUUID } from 'node:crypto';
import type { Answer } from './bank/https-listener.js';
import type { Manners } from './bank/manners.js';
import { startPortal, type RunningPortal } from './running-portal.js';

let portal: RunningPortal;

beforeAll(async () => {
  portal = await startPortal(1, { explains: true });
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => {
  portal.bank.manners = {};
  portal.bank.requests.length = 0;
});

const refusal = (number: number, change: object = {}) => ({
  id: `019ab3c4-7d10-7e3a-9c55-0000000000${String(number).padStart(2, '0')}`,
  interaction_id: randomUUID(),
  at: '2026-11-21T15:30:00.123Z',
  server: 'authorization-server',
  endpoint: 'token',
  method: 'POST',
  status: 401,
  error: 'invalid_client',
  error_description: 'the client assertion has expired',
  rule: {
    clause: 'RFC7523-3-4',
    specification: 'RFC 7523',
    summary: 'Refuse it.',
    url: 'https://elsewhere.example/rules/RFC7523-3-4',
  },
  expected: '1795534200',
  received: '1795534170',
  clock_skew_seconds: -30,
  client_clock_seconds: -90,
  fix: 'Sign a fresh one.',
  claimed: false,
  suppressed: 0,
  ...change,
});
const page = (rejections: object[], next?: string): Answer => ({
  status: 200,
  json: { rejections, next },
});
const broken: Answer = { status: 503, text: 'later' };

interface Told {
  rejections: { id: string; server: string }[];
  next?: string;
  silent: { endpoint: string; message: string }[];
}
const read = async (manners: Manners['rejections'] = {}, query = '') => {
  portal.bank.manners = { rejections: manners };
  return portal.browser().send(`/api/banks/harbour/rejections${query}`);
};

describe('why the demo app was refused', () => {
  it('is asked of both servers with a token of the client itself, and told latest first', async () => {
    const answer = await read({
      userinfo: page([refusal(7), refusal(3)]),
      resourceServer: page([refusal(5, { server: 'resource-server', rule: null, fix: null })]),
    });
    expect(answer.status).toBe(200);
    const told = answer.json<Told>();
    expect(told.rejections.map(({ id }) => Number(id.slice(-2)))).toEqual([7, 5, 3]);
    expect(told).toMatchObject({ silent: [] });
    expect(told).not.toHaveProperty('next');
    const [token] = portal.bank.requestsTo('/token').slice(-1);
    expect([token?.form.get('grant_type'), token?.form.get('scope')]).toEqual([
      'client_credentials',
      'rejections',
    ]);
  });

  it('passes on what is looked for, and pages through both together', async () => {
    const id = randomUUID();
    const before = refusal(9).id;
    const answer = await read(
      {
        userinfo: page([refusal(8), refusal(6)], 'https://as.example/next'),
        resourceServer: page([refusal(7), refusal(5)]),
      },
      `?limit=3&interaction_id=${id}&before=${before}`,
    );
    const told = answer.json<Told>();
    expect(told.rejections.map((one) => Number(one.id.slice(-2)))).toEqual([8, 7, 6]);
    expect(told.next).toBe(refusal(6).id);
    for (const { url } of portal.bank.requestsTo('/rejections')) {
      expect(Object.fromEntries(url.searchParams)).toEqual({
        limit: '3',
        interaction_id: id,
        before,
      });
    }
  });

  it('is told in part when one server is silent', async () => {
    const answer = await read({ userinfo: page([refusal(1)]), resourceServer: broken });
    expect(answer.status).toBe(200);
    expect(answer.json<Told>()).toMatchObject({
      rejections: [{ id: refusal(1).id }],
      silent: [{ endpoint: expect.stringContaining('/rejections'), message: expect.any(String) }],
    });
  });

  it.each<[string, Manners['rejections']]>([
    ['both are silent', { userinfo: broken, resourceServer: broken }],
    [
      'neither can be read',
      { userinfo: page([{ id: 1 }]), resourceServer: { status: 200, text: '<html>' } },
    ],
    [
      'both refuse',
      Object.fromEntries(
        ['userinfo', 'resourceServer'].map((server) => [
          server,
          { status: 403, headers: { 'www-authenticate': 'DPoP error="insufficient_scope"' } },
        ]),
      ),
    ],
  ])('is an error with a sentence when %s', async (_, manners) => {
    const answer = await read(manners);
    expect(answer.status).toBe(502);
    expect(answer.json()).toMatchObject({ message: expect.stringMatching(/\.$/) });
  });

  it.each(['?limit=0', '?limit=101', '?interaction_id=x', '?before=1', '?limit=1&limit=2'])(
    'is not asked with %s',
    async (query) => {
      const answer = await read({}, query);
      expect([answer.status, answer.json()['error']]).toEqual([400, 'invalid_request']);
      expect(portal.bank.requests).toEqual([]);
    },
  );

  it('holds no token, whatever the bank says of it', async () => {
    const answer = await read({ userinfo: page([refusal(1, { token: 'x', secret: 'y' })]) });
    expect(Object.keys(answer.json<Told>().rejections[0]!)).not.toContain('secret');
    expect(portal.bank.secrets.some((secret) => answer.body.includes(secret))).toBe(false);
  });

  it('is empty at a bank that explains nothing', async () => {
    const plain = await startPortal();
    const answer = await plain
      .browser()
      .send('/api/banks/harbour/rejections')
      .finally(() => plain.stop());
    expect(answer.json()).toEqual({ rejections: [], silent: [] });
  });
});
