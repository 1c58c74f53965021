import { clockWords, isInteractionId, type Rejection } from './rejection.js';

const words = (skew: number | null, clock: number | null): string[] =>
  clockWords({ clock_skew_seconds: skew, client_clock_seconds: clock } as Rejection);

describe('how the clocks compare', () => {
  it.each<[number | null, number | null, string[]]>([
    [null, null, []],
    [0, null, ['The time that came was the server’s own.']],
    [-30, null, ['The time that came was 30 s before the server’s.']],
    [400, null, ['The time that came was 7 min after the server’s.']],
    [null, 5, ['The client’s clock seems right.']],
    [null, -5, ['The client’s clock seems right.']],
    [null, 6, ['The client’s clock seems 6 s ahead.']],
    [null, -7200, ['The client’s clock seems 2 h behind.']],
    [null, 864_000, ['The client’s clock seems 10 days ahead.']],
  ])('is said for a skew of %j and a clock of %j', (skew, clock, expected) => {
    expect(words(skew, clock)).toEqual(expected);
  });
});

describe('an interaction id', () => {
  it.each([
    ['73cac523-d3ae-2289-b106-330a6218710d', true],
    ['73CAC523-D3AE-2289-B106-330A6218710D', true],
    ['73cac523-d3ae-2289-b106-330a6218710', false],
    ['', false],
    ['<script>', false],
  ])('%j: %s', (text, expected) => {
    expect(isInteractionId(text)).toBe(expected);
  });
});
