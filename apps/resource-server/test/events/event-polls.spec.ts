import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { EventSweeper } from '../../src/events/event.sweeper.js';
import { eventTypes } from '../../src/events/event-types.js';
import { refusalOf } from '../lodging.js';
import { Telling } from './telling.js';

let telling: Telling;
beforeAll(async () => {
  telling = await Telling.start();
}, 60_000);
afterAll(() => telling.stop());
beforeEach(async () => {
  await telling.clear();
  await telling.subscribe({ CallbackUrl: undefined });
});

interface Sets {
  readonly moreAvailable: boolean;
  readonly sets: Readonly<Record<string, string>>;
}

/** So many events, in the order in which they happened. */
const happened = async (count: number): Promise<string[]> => {
  const consents: string[] = [];
  for (let one = 0; one < count; one += 1) {
    consents.push(await telling.revoked());
    telling.bank.clock.advance(1);
  }
  await telling.round();
  return consents;
};
const consentsOf = async (jtis: readonly string[]): Promise<string[]> =>
  Promise.all(
    jtis.map(async (jti) => (await telling.event<{ resource_id: string }>(jti)).resource_id),
  );

describe('a poll', () => {
  it('answers signed events that any JWT library verifies, until they are acknowledged', async () => {
    const [consentId] = await happened(1);
    const body = { returnImmediately: true };
    const answer = (await telling.send('POST', 'events', body)).json<Sets>();
    const [[jti, token] = ['', '']] = Object.entries(answer.sets);
    expect(answer).toEqual({ moreAvailable: false, sets: { [jti]: token } });
    const { payload } = await telling.verified(token);
    const link = `${telling.base}/aisp/account-access-consents/${consentId}`;
    expect(payload).toMatchObject({ jti, sub: link });
    expect(await telling.poll()).toEqual({ moreAvailable: false, jtis: [jti] });
    expect(await telling.poll({ ack: [jti.toUpperCase()] })).toEqual({
      ...{ moreAvailable: false, jtis: [] },
    });
    expect(await telling.event(jti)).toMatchObject({ acknowledged_by: 'poll' });
    expect((await telling.poll()).jtis).toEqual([]);
  });

  it('answers the oldest first, so many as are wanted, and whether there are more', async () => {
    const consents = await happened(3);
    const two = await telling.poll({ maxEvents: 2 });
    expect(two.moreAvailable).toBe(true);
    expect(await consentsOf(two.jtis)).toEqual(consents.slice(0, 2));
    expect(await telling.poll({ maxEvents: 0 })).toEqual({ moreAvailable: true, jtis: [] });
    const last = await telling.poll({ maxEvents: 2, ack: two.jtis });
    expect(last.moreAvailable).toBe(false);
    expect(await consentsOf(last.jtis)).toEqual(consents.slice(2));
    expect(await telling.poll({ maxEvents: 0, ack: last.jtis })).toEqual({
      ...{ moreAvailable: false, jtis: [] },
    });
  });

  it('keeps an event that its client could not read, with what it said', async () => {
    await happened(2);
    const [first = '', second = ''] = (await telling.poll()).jtis;
    const setErrs = {
      [first]: { err: 'invalid_key', description: 'no such key' },
      // Who says both has it.
      [second]: { err: 'invalid_key', description: 'no such key' },
    };
    expect((await telling.poll({ setErrs, ack: [second] })).jtis).toEqual([first]);
    const { last_failure: said } = await telling.event<{ last_failure: string }>(first);
    expect(said).toBe('refused: invalid_key: no such key');
    expect((await telling.poll({ ack: [first] })).jtis).toEqual([]);
  });

  it('waits for no other that names the same events in another order', async () => {
    await happened(100);
    const { jtis } = await telling.poll();
    const [first = '', ...others] = jtis;
    const failed = (names: readonly string[]) =>
      Object.fromEntries(names.map((jti) => [jti, { err: 'invalid_key', description: 'none' }]));
    const orders = [failed(others), failed(others.toReversed())];
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        telling.send('POST', 'events', {
          ...{ maxEvents: 0, ack: [first], setErrs: orders[n % orders.length] },
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect((await telling.poll()).jtis).toEqual(others);
  });

  it('sees and ends nothing of another client, and does not tell whether there is such a thing', async () => {
    await happened(1);
    const [jti = ''] = (await telling.poll()).jtis;
    const other = await telling.own('client-other');
    const setErrs = { [jti]: { err: 'x', description: 'y' } };
    const stranger = await telling.poll({ ack: [jti], setErrs }, other);
    expect(stranger).toEqual(await telling.poll({ ack: [randomUUID(), 'nothing'] }, other));
    expect(await telling.event(jti)).toMatchObject({ last_failure: null, acknowledged_at: null });
    expect((await telling.poll()).jtis).toEqual([jti]);
  });

  it('is about what the scopes of the token are about', async () => {
    await happened(1);
    const [jti = ''] = (await telling.poll()).jtis;
    const payments = await telling.own('client-tally', 'payments fundsconfirmations');
    expect((await telling.poll({ ack: [jti] }, payments)).jtis).toEqual([]);
    const accounts = await telling.own('client-tally', 'accounts');
    expect((await telling.poll({}, accounts)).jtis).toEqual([jti]);
  });

  it('waits for what happens, where the client does not say otherwise', async () => {
    const token = await telling.own();
    const waiting = telling.send('POST', 'events', {}, token);
    await setTimeout(700);
    await happened(1);
    const { sets } = (await waiting).json<Sets>();
    expect(Object.keys(sets)).toEqual((await telling.poll()).jtis);
    expect(Object.keys(sets)).toHaveLength(1);
  });

  it('waits no longer than ten seconds, and for two of a client at once', async () => {
    const token = await telling.own();
    const began = performance.now();
    const lasted: number[] = [];
    const answers = [1, 2, 3].map(async () => {
      const answer = await telling.send('POST', 'events', { maxEvents: 5 }, token);
      lasted.push((performance.now() - began) / 1000);
      return answer.body;
    });
    const nothing = JSON.stringify({ moreAvailable: false, sets: {} });
    expect(await Promise.all(answers)).toEqual([nothing, nothing, nothing]);
    const [first = 0, ...others] = lasted.sort((a, b) => a - b);
    expect(first).toBeLessThan(5);
    for (const seconds of others) expect(seconds).toBeGreaterThan(9);
    for (const seconds of others) expect(seconds).toBeLessThan(20);
  }, 30_000);

  it.each<[string, unknown, string, string]>([
    ['a negative number', { maxEvents: -1 }, 'U002', 'maxEvents'],
    ['a fraction', { maxEvents: 1.5 }, 'U002', 'maxEvents'],
    ['a number in words', { maxEvents: '1' }, 'U002', 'maxEvents'],
    ['a number without end', { maxEvents: 1e300 }, 'U002', 'maxEvents'],
    ['yes in words', { returnImmediately: 'yes' }, 'U002', 'returnImmediately'],
    ['a name for a list', { ack: 'x' }, 'U002', 'ack'],
    ['an empty name', { ack: [''] }, 'U002', 'ack.0'],
    ['a name without end', { ack: ['x'.repeat(129)] }, 'U002', 'ack.0'],
    ['too many names', { ack: Array(1001).fill('x') }, 'U002', 'ack'],
    [
      'an error without a reason',
      { setErrs: { a: { err: 'x' } } },
      'U004',
      'setErrs.a.description',
    ],
    [
      'an error that nobody can read',
      { setErrs: { a: { err: 'x', description: 'a\u0000b' } } },
      'U002',
      'setErrs.a.description',
    ],
    ['an unknown field', { maximum: 1 }, 'U005', 'maximum'],
    ['no object', [], 'U002', 'Data'],
  ])('with %s is refused', async (_what, body, code, path) => {
    const answer = await telling.send('POST', 'events', body);
    expect(refusalOf(answer)).toEqual({ status: 400, code, path });
  });

  it.each<[string, number, string, Readonly<Record<string, string>>]>([
    ['no JSON', 400, '{"maxEvents":', {}],
    ['another type', 415, '{}', { 'content-type': 'text/plain' }],
    ['another charset', 415, '{}', { 'content-type': 'application/json; charset=utf-16' }],
    ['no wish for JSON', 406, '{}', { accept: 'text/html' }],
    ['more than the bank reads', 413, JSON.stringify({ ack: 'x'.repeat(1_000_000) }), {}],
    ['deep nesting', 400, `{"setErrs":${'{"a":'.repeat(200)}1${'}'.repeat(200)}}`, {}],
    ['a name of all objects', 400, '{"__proto__":{"maxEvents":1}}', {}],
  ])(
    'with %s is answered %i, and nothing is acknowledged',
    async (_what, status, body, headers) => {
      await happened(1);
      const answer = await telling.bank.call(`${telling.base}/events`, await telling.own(), {
        ...{ method: 'POST', body },
        headers: { 'content-type': 'application/json', ...headers },
      });
      expect(answer.status).toBe(status);
      expect((await telling.poll()).jtis).toHaveLength(1);
    },
  );

  it('is no affair of a customer, and is served to POST alone', async () => {
    const { token } = await telling.grant();
    expect((await telling.send('POST', 'events', {}, token)).status).toBe(403);
    expect((await telling.send('GET', 'events')).status).toBe(405);
  });
});

describe('who is told', () => {
  const noSubscription = () =>
    telling.bank.test.query('DELETE FROM resource_server.event_subscription');

  it('nobody who neither subscribed nor polled; who polls is told from then on', async () => {
    await noSubscription();
    await telling.bank.test.query('DELETE FROM resource_server.event_poller');
    await happened(1);
    expect((await telling.poll()).jtis).toEqual([]);
    await happened(1);
    expect((await telling.poll()).jtis).toHaveLength(1);
  });

  it('whoever subscribed, of what it subscribed to', async () => {
    await telling.subscribe({ CallbackUrl: undefined, EventTypes: [eventTypes.resourceUpdate] });
    await happened(1);
    expect((await telling.poll()).jtis).toEqual([]);
    await telling.subscribe({ CallbackUrl: undefined, EventTypes: [eventTypes.consentRevoked] });
    await happened(1);
    expect((await telling.poll()).jtis).toHaveLength(1);
  });
});

it('events that nobody fetched for thirty days are removed, all of them, and no others', async () => {
  const { clock, test, application } = telling.bank;
  const oldOnes = (count: number, days: number) =>
    test.query(
      `INSERT INTO resource_server.event (bank_slug, client_id, event_type, scope, resource_path,
         resource_id, happened_at, transaction_id)
       SELECT 'harbour', 'client-sweep', 'urn:swept', 'payments', 'pisp/domestic-payments',
         gen_random_uuid(), $2::timestamptz - $3 * interval '1 day', gen_random_uuid()
       FROM generate_series(1, $1)`,
      [count, clock.now(), days],
    );
  await oldOnes(2500, 31);
  await oldOnes(3, 29);
  await application.get(EventSweeper).sweep();
  const [row] = await test.query<{ left: string }>(
    `SELECT count(*) AS left FROM resource_server.event WHERE client_id = 'client-sweep'`,
  );
  expect(row).toEqual({ left: '3' });
});
