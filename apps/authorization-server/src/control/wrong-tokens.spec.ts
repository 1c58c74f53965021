import { WrongTokens } from './wrong-tokens.js';

const at = (seconds: number): Date => new Date(1_800_000_000_000 + seconds * 1000);

describe('calls without the right token', () => {
  it('are answered ten times at once, and then one every six seconds', () => {
    const wrong = new WrongTokens();
    const waits = Array.from({ length: 12 }, () => wrong.waitSecondsAfterOneMore(at(0)));
    expect(waits).toEqual([...Array<number>(10).fill(0), 6, 6]);
    expect(wrong.waitSecondsAfterOneMore(at(3))).toBe(3);
    expect(wrong.waitSecondsAfterOneMore(at(6))).toBe(0);
    expect(wrong.waitSecondsAfterOneMore(at(6))).toBe(6);
  });

  it('are forgotten after a minute, and not saved up for longer', () => {
    const wrong = new WrongTokens();
    for (let count = 0; count < 10; count += 1) wrong.waitSecondsAfterOneMore(at(0));
    const waits = Array.from({ length: 11 }, () => wrong.waitSecondsAfterOneMore(at(10_000)));
    expect(waits).toEqual([...Array<number>(10).fill(0), 6]);
  });

  it('gain nothing from a clock that is set back', () => {
    const wrong = new WrongTokens();
    for (let count = 0; count < 10; count += 1) wrong.waitSecondsAfterOneMore(at(100));
    expect(wrong.waitSecondsAfterOneMore(at(0))).toBe(6);
  });
});
