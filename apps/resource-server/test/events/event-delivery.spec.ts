import type { Database, Statement } from '@sandbank/platform';
import { EventDelivery } from '../../src/events/delivery/event-delivery.js';
import { attemptsMax } from '../../src/events/delivery/retry-policy.js';
import { accepts, answers, Telling } from './telling.js';

let telling: Telling;
beforeAll(async () => {
  telling = await Telling.start();
}, 60_000);
afterAll(() => telling.stop());
beforeEach(async () => {
  await telling.subscribe();
  await telling.clear();
});

interface Row {
  readonly attempts: number;
  readonly last_failure: string | null;
  readonly next_attempt_at: Date;
  readonly dead_at: Date | null;
  readonly acknowledged_by: string | null;
}

const advance = (seconds: number): void => telling.bank.clock.advance(seconds);
const jtiOf = ({ claims }: { claims: { jti?: string } }): string => claims.jti!;

/** Another process of the bank, as its module makes one. */
const another = (through = (database: Database): object => database): EventDelivery => {
  const one = telling.bank.application.get<Record<string, never>>(EventDelivery);
  const { database, clock, tokens, callbackUrls, logger } = one;
  return new EventDelivery(through(database!) as Database, clock!, tokens!, callbackUrls!, logger!);
};

describe('delivery', () => {
  it('tells of a revoked consent within one round, signed, and once', async () => {
    const consentId = await telling.revoked();
    const [arrived, ...more] = await telling.round();
    expect(more).toEqual([]);
    const { headers, url, token } = arrived!;
    expect([url, headers['content-type']]).toEqual(['/told', 'application/jwt']);
    expect(headers['x-fapi-interaction-id']).toMatch(/^[\da-f-]{36}$/);
    const { payload, protectedHeader } = await telling.verified(token);
    expect(protectedHeader).toEqual({
      ...{ typ: 'secevent+jwt', alg: 'ES256', kid: expect.any(String) },
    });
    const link = `${telling.base}/aisp/account-access-consents/${consentId}`;
    const now = telling.bank.clock.nowSeconds();
    const subject = {
      subject_type: 'http://openbanking.org.uk/rid_http://openbanking.org.uk/rty',
      'http://openbanking.org.uk/rid': consentId,
      'http://openbanking.org.uk/rty': 'account-access-consent',
      'http://openbanking.org.uk/rlk': [{ version: 'v4.0', link }],
    };
    expect(payload).toEqual({
      ...{ iss: telling.base, aud: 'client-tally', sub: link, iat: now, toe: now },
      ...{ jti: expect.any(String), txn: expect.any(String) },
      events: { 'urn:uk:org:openbanking:events:consent-authorization-revoked': { subject } },
    });
    advance(100_000);
    expect(await telling.round()).toEqual([]);
    expect((await telling.poll()).jtis).toEqual([]);
    expect(await telling.event(jtiOf(arrived!))).toMatchObject({ acknowledged_by: 'push' });
  });

  it.each([200, 204, 301, 307, 400, 404, 410, 500, 503])(
    'takes no %i for a yes: it comes again under the same jti, after a pause',
    async (status) => {
      telling.answer = answers(status, { location: telling.receiver.url('/elsewhere') });
      await telling.revoked();
      const [first] = await telling.round();
      const jti = jtiOf(first!);
      expect(await telling.event<Row>(jti)).toMatchObject({
        ...{ attempts: 1, last_failure: `status ${status}`, dead_at: null, acknowledged_by: null },
      });
      telling.answer = accepts;
      advance(4.9);
      expect(await telling.round()).toEqual([]);
      advance(5.2);
      expect((await telling.round()).map(jtiOf)).toEqual([jti]);
      expect(await telling.event<Row>(jti)).toMatchObject({ attempts: 2, acknowledged_by: 'push' });
    },
  );

  it('comes again later where the receiver asks for it, within an hour', async () => {
    telling.answer = answers(503, { 'retry-after': '600' });
    await telling.revoked();
    await telling.round();
    advance(599);
    expect(await telling.round()).toEqual([]);
    advance(1);
    const until = new Date(telling.bank.clock.now().getTime() + 3600_000).toUTCString();
    telling.answer = answers(429, { 'retry-after': until });
    expect(await telling.round()).toHaveLength(1);
    telling.answer = answers(503, { 'retry-after': '999999' });
    advance(3599);
    expect(await telling.round()).toEqual([]);
    advance(1);
    expect(await telling.round()).toHaveLength(1);
    advance(3600);
    telling.answer = answers(503, { 'retry-after': 'whenever' });
    expect(await telling.round()).toHaveLength(1);
    // The fourth pause: 80 seconds at most.
    advance(80);
    expect(await telling.round()).toHaveLength(1);
  });

  it('gives up after twelve attempts; what was given up can be fetched', async () => {
    telling.answer = answers(500);
    await telling.revoked();
    let attempts = 0;
    for (let round = 0; round < 20; round += 1) {
      attempts += (await telling.round()).length;
      advance(3600);
    }
    expect(attempts).toBe(attemptsMax);
    const { jtis } = await telling.poll();
    expect(await telling.event<Row>(jtis[0]!)).toMatchObject({
      ...{ attempts: 12, dead_at: expect.any(Date) },
    });
    expect((await telling.poll({ ack: jtis })).jtis).toEqual([]);
  });

  it('gives up after a day, however few the attempts were', async () => {
    telling.answer = answers(500);
    await telling.revoked();
    const [first] = await telling.round();
    advance(86_400);
    expect(await telling.round()).toHaveLength(1);
    expect(await telling.event<Row>(jtiOf(first!))).toMatchObject({ attempts: 2 });
    expect((await telling.event<Row>(jtiOf(first!))).dead_at).not.toBeNull();
  });

  it('survives a process that is killed before it wrote down what became of it: a minute later', async () => {
    await telling.revoked();
    const killed = another((database) => ({
      query: (one: Statement, values: readonly unknown[]) =>
        one.name === 'event.delivered'
          ? Promise.reject(new Error('killed'))
          : database.query(one, values),
    }));
    const [first] = await telling.round(killed);
    advance(59);
    expect(await telling.round()).toEqual([]);
    advance(1);
    const again = await telling.round();
    expect(again.map(jtiOf)).toEqual([jtiOf(first!)]);
    expect(await telling.event<Row>(jtiOf(first!))).toMatchObject({ acknowledged_by: 'push' });
  });

  it('that is under way when a server closes counts as no attempt that failed', async () => {
    await telling.revoked();
    telling.answer = () => undefined;
    const closing = another();
    await closing.begin();
    await closing.close();
    await closing.begin();
    const [row] = await telling.bank.test.query<Row>('SELECT * FROM resource_server.event');
    expect(row).toMatchObject({ attempts: 1, last_failure: null });
    telling.answer = accepts;
    advance(60);
    expect(await telling.round()).toHaveLength(1);
  });

  it('sends each event once, however many processes look for work', async () => {
    const consents = await Promise.all(Array.from({ length: 12 }, () => telling.revoked()));
    const processes = [another(), another(), another()];
    for (let round = 0; round < 8; round += 1)
      await Promise.all(processes.map((one) => telling.round(one)));
    expect(telling.arrivals).toHaveLength(consents.length);
    expect(new Set(telling.arrivals.map(jtiOf)).size).toBe(consents.length);
  });

  it('goes on at once while the receiver takes what it gets, four at a time', async () => {
    await Promise.all(Array.from({ length: 10 }, () => telling.revoked()));
    let [now, most] = [0, 0];
    telling.answer = (response) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        response.writeHead(202).end();
      }, 50);
    };
    expect(await telling.round()).toHaveLength(10);
    expect(most).toBe(4);
  });

  it('makes a receiver that does not answer a burden to nobody but itself', async () => {
    await Promise.all(Array.from({ length: 8 }, () => telling.revoked()));
    await telling.revoked('client-quick');
    let waiting = 0;
    telling.answer = (response, request) => {
      if (request.url === '/quick') accepts(response, request);
      else waiting += 1;
    };
    await telling.subscribe({ CallbackUrl: telling.receiver.url('/quick') }, 'client-quick');
    await telling.revoked('client-quick');
    const delivery = telling.bank.application.get(EventDelivery);
    for (let round = 0; round < 4; round += 1) await delivery.begin();
    await delivery.settled();
    expect(telling.arrivals.map(({ url }) => url)).toContain('/quick');
    // Four at once, for as long as they are under way.
    expect(waiting).toBe(4);
    const failures = await telling.bank.test.query<Row>(
      'SELECT last_failure FROM resource_server.event WHERE last_failure IS NOT NULL',
    );
    expect(new Set(failures.map((row) => row.last_failure))).toEqual(
      new Set(['too_slow: the server did not answer in full within 5 seconds']),
    );
  }, 20_000);

  it('goes to no address that is not public, whatever the name says', async () => {
    await telling.bank.test.query(
      `UPDATE resource_server.event_subscription SET callback_url = 'https://10.1.2.3/told'`,
    );
    await telling.revoked();
    expect(await telling.round()).toEqual([]);
    const [row] = await telling.bank.test.query<Row>('SELECT * FROM resource_server.event');
    expect(row).toMatchObject({ attempts: 1, last_failure: expect.stringMatching(/^address_/) });
  });

  it('stops with the subscription, and where the client is frozen', async () => {
    const id = await telling.subscribe();
    await telling.revoked();
    await telling.bank.test.query(
      `INSERT INTO consent.withdrawn_client VALUES ('harbour', 'client-tally')`,
    );
    expect(await telling.round()).toEqual([]);
    await telling.bank.test.query('DELETE FROM consent.withdrawn_client');
    expect((await telling.send('DELETE', `event-subscriptions/${id}`)).status).toBe(204);
    expect(await telling.round()).toEqual([]);
    expect((await telling.poll()).jtis).toHaveLength(1);
  });

  it('ends when a poll acknowledges what is under way', async () => {
    telling.answer = answers(500);
    await telling.revoked();
    const [first] = await telling.round();
    await telling.poll({ ack: [jtiOf(first!)] });
    advance(20);
    expect(await telling.round()).toEqual([]);
  });
});
