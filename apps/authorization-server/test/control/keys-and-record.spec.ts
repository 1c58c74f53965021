import { createHash } from 'node:crypto';
import { get } from 'node:https';
import { startServer, type RunningServer } from '../running-server.js';
import { operatorToken, startControl, type RunningControl } from './running-control.js';

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

interface Key {
  readonly kid: string;
  readonly purpose: string;
  readonly alg: string;
  readonly state: string;
}
const keys = async () => (await control.call('GET', '/banks/harbour/keys')).json<{ keys: Key[] }>();
const rotate = (body: unknown, bank = 'harbour') =>
  control.call('POST', `/banks/${bank}/keys/rotation`, body);
const signing = async (purpose: string, state = 'active') =>
  (await keys()).keys.filter((key) => key.purpose === purpose && key.state === state);

describe('the keys of a bank', () => {
  it('are listed without anything of their private halves', async () => {
    const listed = await control.call('GET', '/banks/harbour/keys');
    expect((await signing('access_token')).length).toBe(1);
    expect(listed.body).not.toMatch(/"d":|sealed|jwk/i);
  });

  it('get successors, which sign later; again they keep them', async () => {
    const [old] = await signing('access_token');
    const answer = await rotate({ purpose: 'access_token' });
    expect(answer.status).toBe(200);
    const [next] = answer.json<{ keys: Key[] }>().keys;
    expect(next).toMatchObject({ purpose: 'access_token', state: 'next' });
    expect(await signing('access_token')).toEqual([old]);
    expect((await rotate({ purpose: 'access_token' })).json()).toEqual({ keys: [next] });
  });

  it('are replaced at once in an emergency', async () => {
    const before = (await signing('id_token')).map(({ kid }) => kid);
    const answer = await rotate({ purpose: 'id_token', alg: 'ES256', emergency: true });
    expect([answer.status, answer.json<{ keys: Key[] }>().keys.length]).toEqual([200, 1]);
    const after = (await signing('id_token')).map(({ kid }) => kid);
    expect(after.filter((kid) => !before.includes(kid))).toHaveLength(1);
  });

  it.each<[string, number, unknown, string]>([
    ['no such purpose', 400, { purpose: 'anything' }, 'harbour'],
    ['a member too many', 400, { purpose: 'id_token', now: true }, 'harbour'],
    ['no body', 400, undefined, 'harbour'],
    ['no key of that kind', 400, { purpose: 'access_token', alg: 'EdDSA' }, 'harbour'],
    ['no such bank', 404, {}, 'nowhere'],
  ])('are left alone by an order with %s', async (_what, status, body, bank) => {
    const before = await keys();
    const answer = await rotate(body, bank);
    expect([answer.status, answer.json()['error']]).toEqual([status, 'invalid_request']);
    expect(await keys()).toEqual(before);
  });
});

describe('the governance record', () => {
  const record = (bank = 'harbour') => control.call('GET', `/banks/${bank}/record`);

  it('comes whole, from its first line to the signature over it', async () => {
    await control.call('PUT', '/banks/harbour/clients/client-one/status', {
      ...{ status: 'frozen', reason: 'seen in the record' },
    });
    // More than what is read in one go, and than what is sent in one piece.
    await server.database.query(
      `SELECT audit.append('harbour', 'client.changed', now(), jsonb_build_object('n', n))
       FROM generate_series(1, 2500) AS n`,
    );
    const answer = await record();
    expect([answer.status, answer.header('content-type')]).toEqual([
      ...[200, 'application/jsonl; charset=utf-8'],
    ]);
    const lines = answer.body.trimEnd().split('\n');
    const [header = '', end = ''] = [lines[0], lines.at(-1)];
    expect(JSON.parse(header)).toMatchObject({ format: 'sandbank-audit-1', bank: 'harbour' });
    const { end: jws } = JSON.parse(end) as { end: string };
    const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString();
    const { header_sha256: digest, events } = JSON.parse(payload) as Record<string, unknown>;
    expect(digest).toBe(createHash('sha256').update(header).digest('hex'));
    expect(lines.filter((line) => line.includes('"event": "')).length).toBe(events);
    expect(events).toBeGreaterThan(2500);
    expect(answer.body).toContain('seen in the record');
  });

  it('of no bank is none', async () => {
    expect((await record('nowhere')).status).toBe(404);
  });

  it('is read by two at once; whoever goes away makes room', async () => {
    const halves = await Promise.all([half(), half()]);
    const third = await record();
    expect([third.status, third.header('retry-after')]).toEqual([429, '60']);
    for (const leave of halves) leave();
    let status = 429;
    for (let tries = 0; tries < 100 && status === 429; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      ({ status } = await record());
    }
    expect(status).toBe(200);
    const [row] = await server.database.query<{ open: number }>(
      `SELECT count(*)::int AS open FROM pg_stat_activity
       WHERE usename = 'sandbank_auditor' AND datname = current_database()`,
    );
    expect(row?.open).toBe(0);
  });

  /** Begins to read and stops; resolves to how to hang up. */
  const half = () =>
    new Promise<() => void>((resolve, reject) => {
      const headers = { authorization: `Bearer ${operatorToken}` };
      const where = `${control.url}/banks/harbour/record`;
      get(where, { headers, ca: server.tls.ca, agent: false }, (response) => {
        response.pause();
        resolve(() => response.destroy());
      }).once('error', reject);
    });
});
