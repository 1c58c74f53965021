import { jsonPieces, textPieces } from './highlight.js';

const joined = (text: string): string =>
  jsonPieces(text)
    .map((piece) => piece.text)
    .join('');

describe('colouring JSON', () => {
  it('loses and adds nothing', () => {
    for (const text of [
      JSON.stringify({ a: [1, -2.5e3, true, null], 'b"c': 'd\\"e: 1', f: '' }, null, 2),
      'not json at all: "open',
      '',
    ]) {
      expect(joined(text)).toBe(text);
    }
  });

  it('tells names from strings, numbers from literals, and shows what is masked', () => {
    const kinds = jsonPieces('{"exp": 12, "token": "eyJ….•••", "on": true}')
      .filter(({ kind }) => kind !== 'plain')
      .map(({ text, kind }) => `${kind} ${text}`);
    expect(kinds).toEqual([
      'name "exp"',
      'number 12',
      'name "token"',
      'string "eyJ',
      'mask …',
      'string .',
      'mask •••',
      'string "',
      'name "on"',
      'literal true',
    ]);
    expect(textPieces('code=ab•••').map(({ kind }) => kind)).toEqual(['plain', 'mask']);
  });
});
