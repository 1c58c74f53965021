import { ago, counted, share } from './words.js';

describe('the words of the console', () => {
  it('tell shares so that few are not none', () => {
    expect([share(0, 0), share(0, 9), share(1, 300), share(1, 4), share(4, 4)]).toEqual([
      ...['–', '0 %', '0.3 %', '25 %', '100 %'],
    ]);
  });

  it('tell how long ago something was', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    const told = ['2026-11-22T11:59:40Z', '2026-11-22T11:58:00Z', '2026-11-22T09:10:00Z'];
    expect(told.map((time) => ago(time, now))).toEqual([
      ...['just now', '2 minutes ago', '2 hours ago'],
    ]);
    expect(ago('2026-11-21T11:00:00Z', now)).toBe('yesterday');
    expect(ago('2026-11-22T12:00:05Z', now)).toBe('just now');
  });

  it('count', () => {
    expect([counted(1, 'client'), counted(2400, 'client')]).toEqual(['1 client', '2,400 clients']);
  });
});
