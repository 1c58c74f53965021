import { initial, plain, safeHref } from './text.js';

describe('plain', () => {
  it('keeps ordinary names as they are, in any script', () => {
    for (const name of [
      'Tally',
      'Åse & Søn',
      'بنك الميناء',
      'देवनागरी',
      '👩‍👧 Family',
      'O’Hara-Smith',
    ]) {
      expect(plain(name)).toBe(name);
    }
  });

  it('removes every character that could reorder the words around it', () => {
    const bidi = '\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069';
    for (const control of bidi) expect(plain(`Ta${control}lly`)).toBe('Ta lly');
  });

  it('shows where invisible characters were, so that two names cannot look the same', () => {
    const invisible = ['\u200b', '\u2060', '\ufeff', '\u00ad', '\u3164', '\u0000', '\u{e0041}'];
    for (const character of invisible) expect(plain(`Tal${character}ly`)).toBe('Tal ly');
  });

  it('puts text on one line', () => {
    expect(plain(' Tally\r\n\tLtd\u2028 ')).toBe('Tally Ltd');
  });

  it('keeps at most three combining marks on a letter', () => {
    expect(plain(`Z${'\u0351'.repeat(40)}x`)).toBe('Z\u0351\u0351\u0351x');
  });

  it('cuts with an ellipsis between characters, never inside one', () => {
    expect(plain('🏦'.repeat(20), 10)).toBe(`${'🏦'.repeat(9)}…`);
    expect(plain('x'.repeat(1_000_000), 10)).toHaveLength(10);
  });

  it('makes half a character harmless', () => {
    expect(plain('a\ud83c')).toBe('a\ufffd');
  });
});

describe('initial', () => {
  it('is the first letter or digit', () => {
    expect(['tally', '  🏦 moor', '«éclair»', '7th', 'ب ن'].map(initial)).toEqual([
      'T',
      'M',
      'É',
      '7',
      'ب',
    ]);
  });

  it('is a dot for a name without letters', () => {
    expect(initial('🏦 \u202e')).toBe('·');
  });
});

describe('safeHref', () => {
  it('lets https addresses through', () => {
    expect(safeHref('https://tally.example/privacy?x=1')).toBe('https://tally.example/privacy?x=1');
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'http://a.example',
    '/privacy',
    '',
    ' java\nscript:x',
  ])('drops %j', (address) => {
    expect(safeHref(address)).toBeUndefined();
  });
});
