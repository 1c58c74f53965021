import { attemptWords, eventWords, shortType, stateOf, type Delivery } from './delivery-words.js';

const delivery = (change: Partial<Delivery> = {}): Delivery => ({
  ...{ jti: 'j', type: 'urn:uk:org:openbanking:events:resource-update', attempts: 0 },
  ...{ at: '2026-11-01T10:00:00.000Z', next_attempt_at: null, delivered_at: null },
  ...{ dead_at: null, last_error: null, ...change },
});
const time = '2026-11-01T10:01:00.000Z';

describe('deliveries in words', () => {
  it.each<[string, Partial<Delivery>]>([
    ['delivered', { delivered_at: time, next_attempt_at: time }],
    ['dead', { dead_at: time, attempts: 12 }],
    ['waiting', { next_attempt_at: time }],
    ['kept', {}],
  ])('tell where an event stands: %s', (state, change) => {
    expect(stateOf(delivery(change))).toBe(state);
  });

  it('count attempts against their limit until the app has the event', () => {
    expect(attemptWords(delivery())).toBe('no attempt yet');
    expect(attemptWords(delivery({ attempts: 1 }))).toBe('1 attempt');
    expect(attemptWords(delivery({ attempts: 3 }))).toBe('3 attempts of 12');
    expect(attemptWords(delivery({ attempts: 3, delivered_at: time }))).toBe('3 attempts');
  });

  it('name what an event tells, and one that is not known as it came', () => {
    expect(eventWords(delivery().type)).toContain('another status');
    expect(shortType(delivery().type)).toBe('resource-update');
    expect(eventWords('urn:x')).toBe('urn:x');
  });
});
