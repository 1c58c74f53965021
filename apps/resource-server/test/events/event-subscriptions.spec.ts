import { randomUUID } from 'node:crypto';
import type { HttpsAnswer } from '@sandbank/testing';
import { eventTypes } from '../../src/events/event-types.js';
import { refusalOf } from '../lodging.js';
import { Telling } from './telling.js';

let telling: Telling;
beforeAll(async () => {
  telling = await Telling.start();
}, 60_000);
afterAll(() => telling.stop());
beforeEach(() => telling.bank.test.query('DELETE FROM resource_server.event_subscription'));

const path = 'event-subscriptions';
const Data = { Version: '4.0', EventTypes: [eventTypes.consentRevoked] };
const post = (data: unknown, token?: string) => telling.send('POST', path, { Data: data }, token);
const idOf = (answer: HttpsAnswer) =>
  answer.json<{ Data: { EventSubscriptionId: string } }>().Data.EventSubscriptionId;
const listed = async (token?: string) =>
  (await telling.send('GET', path, undefined, token)).json<{
    Data: { EventSubscription: object[] };
  }>().Data.EventSubscription;

describe('a subscription', () => {
  it('is made, read, changed and ended', async () => {
    expect(await listed()).toEqual([]);
    const CallbackUrl = telling.receiver.url('/told');
    const made = await post({ ...Data, CallbackUrl });
    expect(made.status).toBe(201);
    const id = { EventSubscriptionId: idOf(made) };
    const Self = `${telling.base}/${path}/${id.EventSubscriptionId}`;
    expect(made.json()).toEqual({
      Data: { ...id, ...Data, CallbackUrl },
      ...{ Links: { Self }, Meta: { TotalPages: 1 } },
    });
    expect(await listed()).toEqual([{ ...id, ...Data, CallbackUrl }]);
    const place = `${path}/${id.EventSubscriptionId}`;
    // As it was answered, and changed: what stands around the data may come along.
    const change = { ...made.json<object>(), Data: { ...id, Version: 'v4.0' } };
    const changed = await telling.send('PUT', place, change);
    expect([changed.status, changed.json<{ Data: object }>().Data]).toEqual([200, change.Data]);
    expect(await listed()).toEqual([change.Data]);
    const ended = await telling.send('DELETE', place);
    expect([ended.status, ended.body]).toEqual([204, '']);
    expect(await listed()).toEqual([]);
    const gone = { status: 400, code: 'U011', path: 'EventSubscriptionId' };
    expect(refusalOf(await telling.send('DELETE', place))).toEqual(gone);
    expect(refusalOf(await telling.send('PUT', place, change))).toEqual(gone);
  });

  it('is the only one of its client: 409, also for two at the same time', async () => {
    const answers = await Promise.all([post(Data), post(Data)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(refusalOf(await post(Data))).toEqual({ status: 409, code: 'U029', path: 'Data' });
    // An empty list stands for all events, and the same one twice for one.
    const other = await telling.own('client-other');
    expect(idOf(await post({ Version: '4.0', EventTypes: [] }, other))).toBeDefined();
    expect(await listed(other)).toEqual([
      { EventSubscriptionId: expect.any(String), Version: '4.0' },
    ]);
  });

  it('of another client is not shown, changed or ended: 403', async () => {
    const id = idOf(await post(Data));
    const other = await telling.own('client-other');
    expect(await listed(other)).toEqual([]);
    const kept = { status: 403, code: 'U008', path: 'EventSubscriptionId' };
    const change = { Data: { ...Data, EventSubscriptionId: id } };
    expect(refusalOf(await telling.send('PUT', `${path}/${id}`, change, other))).toEqual(kept);
    const ended = await telling.send('DELETE', `${path}/${id}`, undefined, other);
    expect(refusalOf(ended)).toEqual(kept);
    expect(await listed()).toEqual([{ EventSubscriptionId: id, ...Data }]);
  });

  it.each([
    ['accounts', 200],
    ['payments', 200],
    ['fundsconfirmations', 200],
    ['openid rejections', 403],
  ])('is seen with the scope %s: %i', async (scope, status) => {
    const answer = await telling.send('GET', path, undefined, await telling.own('c', scope));
    expect(answer.status).toBe(status);
    if (status === 200) return;
    expect(answer.header('www-authenticate')).toMatch(
      /error="insufficient_scope".* scope="accounts payments fundsconfirmations"/,
    );
  });

  it('is no affair of a customer: 403', async () => {
    const { token } = await telling.grant();
    expect((await telling.send('GET', path, undefined, token)).status).toBe(403);
    expect((await post(Data, token)).status).toBe(403);
  });

  it.each<[string, unknown, string, string]>([
    ['no version', {}, 'U004', 'Data.Version'],
    ['another version', { Version: '3.1' }, 'U002', 'Data.Version'],
    ['a version that is a number', { Version: 4 }, 'U002', 'Data.Version'],
    ['an unknown event', { ...Data, EventTypes: ['urn:x'] }, 'U002', 'Data.EventTypes.0'],
    [
      'more events than there are',
      { ...Data, EventTypes: Array(11).fill(eventTypes.resourceUpdate) },
      'U002',
      'Data.EventTypes',
    ],
    ['an unknown field', { ...Data, Secret: 'x' }, 'U005', 'Data.Secret'],
    ['a URL in clear', { ...Data, CallbackUrl: 'http://tpp.example/' }, 'U002', 'Data.CallbackUrl'],
    ['no URL', { ...Data, CallbackUrl: 'tpp' }, 'U002', 'Data.CallbackUrl'],
    [
      'what nobody sees',
      { ...Data, CallbackUrl: 'https://a.example/\u0000' },
      'U002',
      'Data.CallbackUrl',
    ],
    ['an empty URL', { ...Data, CallbackUrl: '' }, 'U002', 'Data.CallbackUrl'],
    ['a port', { ...Data, CallbackUrl: 'https://tpp.example:8443/' }, 'U002', 'Data.CallbackUrl'],
    ['this machine', { ...Data, CallbackUrl: 'https://127.0.0.1/' }, 'U002', 'Data.CallbackUrl'],
    [
      'its metadata',
      { ...Data, CallbackUrl: 'https://169.254.169.254/' },
      'U002',
      'Data.CallbackUrl',
    ],
    ['a user', { ...Data, CallbackUrl: 'https://a:b@tpp.example/' }, 'U002', 'Data.CallbackUrl'],
    ['a fragment', { ...Data, CallbackUrl: 'https://tpp.example/#x' }, 'U002', 'Data.CallbackUrl'],
    [
      'a URL without end',
      { ...Data, CallbackUrl: `https://tpp.example/${'x'.repeat(2000)}` },
      'U002',
      'Data.CallbackUrl',
    ],
  ])('with %s is refused', async (_what, data, code, field) => {
    expect(refusalOf(await post(data))).toEqual({ status: 400, code, path: field });
    expect(await listed()).toEqual([]);
  });

  it('under another id than that of the path, or none that is one, is refused', async () => {
    const id = idOf(await post(Data));
    const change = { Data: { ...Data, EventSubscriptionId: randomUUID() } };
    const field = 'Data.EventSubscriptionId';
    expect(refusalOf(await telling.send('PUT', `${path}/${id}`, change))).toEqual({
      ...{ status: 400, code: 'U002', path: field },
    });
    expect(refusalOf(await telling.send('PUT', `${path}/${id}`, { Data }))).toEqual({
      ...{ status: 400, code: 'U004', path: field },
    });
    const unknown = { status: 400, code: 'U011', path: 'EventSubscriptionId' };
    expect(refusalOf(await telling.send('DELETE', `${path}/nothing`))).toEqual(unknown);
    expect(await listed()).toEqual([{ EventSubscriptionId: id, ...Data }]);
  });
});
