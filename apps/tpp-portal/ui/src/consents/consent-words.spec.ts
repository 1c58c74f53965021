import { isCurrent, isShared, kindWords, stateWords } from './consent-words.js';

const type = 'urn:sandbank:account-access:v1';
const payment = 'urn:sandbank:domestic-payment:v1';

describe('consents in words', () => {
  it('say the same as the bank says to its customer', () => {
    expect(stateWords({ type, status: 'AUTHORISED' })).toEqual({
      ...{ words: 'Sharing now', tone: 'live' },
    });
    expect(stateWords({ type: payment, status: 'AUTHORISED' }).words).toBe('Not paid yet');
    expect(stateWords({ type: payment, status: 'CONSUMED' }).words).toBe('Paid');
    expect(stateWords({ type, status: 'EXPIRED' }).words).toBe('Ended by itself');
    expect(kindWords(payment)).toBe('A payment');
  });

  it('are current until nothing can be done under them', () => {
    const current = ['AUTHORISED', 'AWAITING_AUTHORISATION', 'SUSPENDED'];
    const over = ['CONSUMED', 'EXPIRED', 'REJECTED', 'REVOKED'];
    expect(current.every((status) => isCurrent({ type, status }))).toBe(true);
    expect(over.some((status) => isCurrent({ type, status }))).toBe(false);
    expect(isShared({ type, status: 'SUSPENDED' })).toBe(true);
    expect(isShared({ type, status: 'AWAITING_AUTHORISATION' })).toBe(false);
    expect(isShared({ type: payment, status: 'AUTHORISED' })).toBe(false);
  });

  it('of a type or state that is not known are named as they came', () => {
    expect(kindWords('urn:other:thing:v1')).toBe('urn:other:thing:v1');
    expect(stateWords({ type: 'urn:other:thing:v1', status: 'ODD' }).words).toBe('ODD');
  });
});
