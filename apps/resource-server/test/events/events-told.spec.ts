import { randomUUID } from 'node:crypto';
import { eventTypes } from '../../src/events/event-types.js';
import { at, lodged, ownToken } from '../lodging.js';
import { agree, paid, settle, walkOn } from '../paying.js';
import { Telling } from './telling.js';

let telling: Telling;
beforeAll(async () => {
  telling = await Telling.start();
}, 60_000);
afterAll(() => telling.stop());
beforeEach(async () => {
  await settle(telling.bank);
  await telling.subscribe();
  await telling.clear();
});

/** What a round of deliveries tells: the event, the resource and its id. */
const told = async (): Promise<readonly (readonly [string, string, string])[]> =>
  (await telling.round()).map(({ claims }) => {
    const [[type, { subject }] = ['', { subject: {} }]] = Object.entries(
      claims['events'] as Record<string, { subject: Record<string, string> }>,
    );
    const sub = String(claims.sub).slice(telling.base.length + 1);
    const [kind, id] = [
      subject['http://openbanking.org.uk/rty']!,
      subject['http://openbanking.org.uk/rid']!,
    ];
    expect(sub.endsWith(`/${kind}s/${id}`)).toBe(true);
    return [type, sub.slice(0, -id.length - 1), id];
  });
const act = (by: `operator:${string}` | `customer:${string}` | `client:${string}` | 'clock') =>
  ({ now: telling.bank.clock.now(), by, surface: 'operator' }) as const;
const path = 'aisp/account-access-consents';

describe('of a consent', () => {
  it.each(['operator:spec', 'customer:1', 'clock'] as const)(
    'it is told that %s ended it',
    async (who) => {
      const { consentId } = await telling.grant();
      await telling.bank.consents.revoke(consentId, act(who));
      expect(await told()).toEqual([[eventTypes.consentRevoked, path, consentId]]);
    },
  );

  it('it is told that its time was over', async () => {
    const { consentId } = await telling.grant();
    await telling.bank.consents.expire(consentId, act('clock'));
    expect(await told()).toEqual([[eventTypes.consentRevoked, path, consentId]]);
  });

  it('it is told that the bank suspended it, took it up again and ended it', async () => {
    const { consentId } = await telling.grant();
    const update = [eventTypes.resourceUpdate, path, consentId];
    await telling.bank.consents.suspend(consentId, act('operator:spec'));
    expect(await told()).toEqual([update]);
    await telling.bank.consents.resume(consentId, act('operator:spec'));
    expect(await told()).toEqual([update]);
    await telling.bank.consents.suspend(consentId, act('operator:spec'));
    await telling.bank.consents.revoke(consentId, act('operator:spec'));
    expect((await told()).map(([type]) => type).sort()).toEqual(
      [eventTypes.consentRevoked, eventTypes.resourceUpdate].sort(),
    );
  });

  it('it is told of each one in a grant that ends', async () => {
    const { consentId, grantId } = await telling.grant();
    await telling.bank.consents.revokeGrant(grantId, act('customer:1'));
    expect(await told()).toEqual([[eventTypes.consentRevoked, path, consentId]]);
  });

  it('it is not told of what its client did itself, nor of what was never agreed to', async () => {
    const { consentId } = await telling.grant();
    const token = await ownToken(telling.bank, 'account-access-consents');
    const url = `${telling.base}/${path}/${consentId}`;
    expect((await telling.bank.call(url, token, { method: 'DELETE' })).status).toBe(204);
    const { grantId } = await telling.grant();
    await telling.bank.consents.revokeGrant(grantId, act('client:client-tally'));
    const awaiting = await lodged(telling.bank, 'account-access-consents');
    await at(telling.bank, 'account-access-consents', awaiting, { method: 'DELETE' });
    await paid(telling.bank, await agree(telling.bank, { amount: '1.00' }));
    expect(await told()).toEqual([]);
  });

  it('nothing is told that did not happen: what is taken back leaves no event', async () => {
    const { consentId } = await telling.grant();
    const change = telling.bank.test.connect('authorizationServer', 1).transaction(async (one) => {
      await one.query(
        {
          name: 'spec.revoke_consent',
          text: `UPDATE consent.consent SET status = 'REVOKED', changed_by = 'operator:spec' WHERE consent_id = $1`,
        },
        [consentId],
      );
      throw new Error('taken back');
    });
    await expect(change).rejects.toThrow('taken back');
    expect(await told()).toEqual([]);
  });
});

describe('of a payment', () => {
  it('each status after the first is told to the client that made it, and to no other', async () => {
    await telling.subscribe({ CallbackUrl: telling.receiver.url('/other') }, 'client-other');
    const id = await paid(telling.bank, await agree(telling.bank, { amount: '1.00' }));
    expect(await told()).toEqual([]);
    const update = [eventTypes.resourceUpdate, 'pisp/domestic-payments', id];
    await walkOn(telling.bank);
    expect(await told()).toEqual([update]);
    await settle(telling.bank);
    const rest = [...(await told()), ...(await told())];
    expect(rest.length).toBeGreaterThanOrEqual(3);
    for (const one of rest) expect(one).toEqual(update);
    expect(new Set(telling.arrivals.map(({ url }) => url))).toEqual(new Set(['/told']));
    const [{ token } = { token: '' }] = telling.arrivals;
    const { payload } = await telling.verified(token);
    expect(payload['txn']).toMatch(/^[\da-f-]{36}$/);
    expect(payload['toe']).toBeLessThanOrEqual(payload.iat!);
  });

  it('what an order pays is told of the order, from its beginning on, and that it was called off', async () => {
    const id = await paid(telling.bank, await agree(telling.bank, { amount: '1.00' }));
    const order = randomUUID();
    const kind = 'domestic-standing-order';
    await telling.bank.test.query(
      `INSERT INTO resource_server.payment_order (id, kind, bank_slug, client_id, consent_id, customer_id,
         debtor_account_id, initiation, risk, status, created_at, status_changed_at, interaction_id, next_position)
       SELECT $2, $3, bank_slug, client_id, $2, customer_id, debtor_account_id, initiation, risk, 'INCO',
         created_at, created_at, interaction_id, 1 FROM resource_server.payment WHERE id = $1`,
      [id, order, kind],
    );
    // As the payment of an order begins.
    await telling.bank.test.query(
      'UPDATE resource_server.payment SET order_id = $2, kind = $3 WHERE id = $1',
      [id, order, kind],
    );
    await telling.bank.test.query(
      `DELETE FROM resource_server.payment_history WHERE payment_id = $1`,
      [id],
    );
    await telling.bank.test.query(
      `INSERT INTO resource_server.payment_history (payment_id, position, status, at)
       SELECT id, 1, status, created_at FROM resource_server.payment WHERE id = $1`,
      [id],
    );
    const update = [eventTypes.resourceUpdate, 'pisp/domestic-standing-orders', order];
    expect(await told()).toEqual([update]);
    await telling.bank.test.query(
      `UPDATE resource_server.payment_order SET status = 'CANC' WHERE id = $1`,
      [order],
    );
    expect(await told()).toEqual([update]);
  });
});

describe('of an account', () => {
  const turn = (status: string) =>
    telling.bank.test.query(
      `UPDATE resource_server.account SET status = $1 WHERE nickname = 'Everyday'`,
      [status],
    );

  it('it is told under each living consent that it closed and that it opened again', async () => {
    const [one, ended] = [await telling.grant(), await telling.grant('client-gone')];
    await telling.subscribe({}, 'client-gone');
    await telling.bank.consents.revoke(ended.consentId, act('client:client-gone'));
    await telling.bank.test.query(
      `UPDATE consent.consent SET status = 'REVOKED', changed_by = 'client:' || client_id
       WHERE status = 'AUTHORISED' AND consent_id <> $1`,
      [one.consentId],
    );
    const update = [eventTypes.linkedAccountUpdate, path, one.consentId];
    await turn('Disabled');
    expect(await told()).toEqual([update]);
    await turn('Disabled');
    expect(await told()).toEqual([]);
    await turn('Enabled');
    expect(await told()).toEqual([update]);
  });
});

describe('the bank’s database roles', () => {
  it.each([
    ['take what others noted by hand', 'DELETE FROM consent.consent_event'],
    ['note what did not happen', 'SELECT consent.note_consent_event()'],
    ['change what happened', `UPDATE resource_server.event SET client_id = 'me'`],
  ])('may not %s', async (_what, text) => {
    const role = telling.bank.test.connect('resourceServer', 1);
    await expect(role.query({ name: 'spec.forbidden', text })).rejects.toThrow(/permission denied/);
  });
});
