import fc from 'fast-check';
import {
  formatDistinguishedName,
  parseDistinguishedName,
  sameDistinguishedName,
  type DistinguishedName,
} from './index.js';

const parsed = (text: string): DistinguishedName => {
  const name = parseDistinguishedName(text);
  if (name === undefined) throw new Error(`${text} is no name`);
  return name;
};
const same = (a: string, b: string): boolean => sameDistinguishedName(parsed(a), parsed(b));

describe('parseDistinguishedName (RFC 4514)', () => {
  it('reads the most significant part last', () => {
    expect(parsed('CN=Tally,O=Example Ltd,C=GB')).toEqual([
      [{ type: '2.5.4.6', value: 'GB' }],
      [{ type: '2.5.4.10', value: 'Example Ltd' }],
      [{ type: '2.5.4.3', value: 'Tally' }],
    ]);
  });

  // The examples of RFC 4514 4.
  it.each([
    [String.raw`CN=James \"Jim\" Smith\, III,DC=example,DC=net`, 'James "Jim" Smith, III'],
    [String.raw`CN=Before\0dAfter,DC=example,DC=net`, 'Before\rAfter'],
    [String.raw`CN=Lu\C4\8Di\C4\87`, 'Lučić'],
    ['1.3.6.1.4.1.1466.0=#04024869', Buffer.from('04024869', 'hex')],
  ])('reads %s', (text, value) => {
    expect(parsed(text).at(-1)).toEqual([expect.objectContaining({ value })]);
  });

  it.each([
    ['several attributes in one part', 'OU=Sales+CN=J.  Smith,DC=example'],
    ['white space around separators', ' cn = Tally , O = Example Ltd'],
    ['an equals sign in a value', 'CN=a=b'],
    ['a number sign that is not the first', 'CN=a#b'],
    ['escaped white space at both ends', String.raw`CN=\ a\ ,O=b`],
    ['a value that is empty', 'CN=,O=b'],
    ['a dotted type', '2.5.4.3=Tally'],
    ['a value in hexadecimal', 'CN=#0C0554616C6C79'],
  ])('takes %s', (_what, text) => {
    expect(parseDistinguishedName(text)).toBeDefined();
  });

  it.each([
    ['nothing', ''],
    ['no attribute', 'Tally'],
    ['no type', '=Tally'],
    ['an unknown type', 'XX=Tally'],
    ['a type that is no identifier', '3.5.4.3=Tally'],
    ['a type with a leading zero', '2.05.4.3=Tally'],
    ['a part that is missing', 'CN=Tally,,O=b'],
    ['a separator at the end', 'CN=Tally,'],
    ['a plus at the end', 'CN=Tally+'],
    ['a semicolon as separator', 'CN=Tally;O=b'],
    ['a quoted value', 'CN="Tally, Ltd"'],
    ['an angle bracket', 'CN=<Tally'],
    ['NUL', 'CN=Tally\0'],
    ['a lone escape', 'CN=Tally\\'],
    ['an escape of a letter', String.raw`CN=\Tally`],
    ['octets that are no UTF-8', String.raw`CN=\C4`],
    ['half an octet', 'CN=#0C055'],
    ['no octets', 'CN=#'],
    ['octets that are no DER', 'CN=#0C0954616C6C79'],
    ['octets after the value', 'CN=#0C0154616C6C79'],
    ['half a character', 'CN=\ud800'],
    ['more than 4096 characters', `CN=${'a'.repeat(4094)}`],
  ])('refuses %s', (_what, text) => {
    expect(parseDistinguishedName(text)).toBeUndefined();
  });
});

describe('sameDistinguishedName (RFC 4517 caseIgnoreMatch; 8705-2.1)', () => {
  it.each([
    ['case', 'CN=Tally,O=Example', 'cn=TALLY,o=eXample'],
    ['white space around and within', 'CN=Tally  App', String.raw`CN=\ tally app\ \ `],
    ['the order of attributes in one part', 'OU=Sales+CN=Tally', 'CN=tally+OU=sales'],
    ['the form of the type', 'CN=Tally', '2.5.4.3=tally'],
    ['the string type of the value', 'CN=Tally', 'CN=#130554616C6C79'],
    ['sharp s', 'CN=Straße', 'CN=STRASSE'],
    ['the place of a sigma', 'CN=ΟΔΟΣ', 'CN=οδος'],
    ['width', 'CN=Ｔａｌｌｙ', 'CN=tally'],
    ['composition', 'CN=Café', 'CN=CAFE\u0301'],
    ['a soft hyphen', 'CN=Tal\u00adly', 'CN=Tally'],
    ['the kind of white space', 'CN=Tally\u00a0App', 'CN=Tally App'],
  ])('passes over %s', (_what, a, b) => {
    expect(same(a, b)).toBe(true);
  });

  it.each([
    ['another value', 'CN=Tally', 'CN=Tallyy'],
    ['white space that parts a word', 'CN=Tally', 'CN=Tal ly'],
    ['another type', 'CN=Tally', 'OU=Tally'],
    ['another order of parts', 'CN=Tally,O=Example', 'O=Example,CN=Tally'],
    ['a part more', 'CN=Tally,O=Example', 'CN=Tally,O=Example,C=GB'],
    ['one part for two', 'CN=Tally,OU=a', 'CN=Tally+OU=a'],
    ['an attribute twice', 'CN=Tally+CN=Tally', 'CN=Tally'],
    ['a dotless i', 'CN=Bılly', 'CN=Billy'],
    ['an accent', 'CN=Café', 'CN=Cafe'],
    ['a letter of another alphabet', 'CN=Tally', 'CN=Таllу'],
    ['the octets of another type', 'CN=#0403616263', 'CN=abc'],
    ['a value that looks like two parts', String.raw`CN=a\,O=b`, 'CN=a,O=b'],
  ])('tells %s', (_what, a, b) => {
    expect(same(a, b)).toBe(false);
  });

  it.each([
    ['that is empty', []],
    ['with a character that nobody assigned', [[{ type: '2.5.4.3', value: 'a\u0378' }]]],
    ['with a private character', [[{ type: '2.5.4.3', value: 'a\ue000' }]]],
    ['with half a character', [[{ type: '2.5.4.3', value: 'a\ud800' }]]],
  ])('finds a name %s equal to nothing, not to itself', (_what, name) => {
    expect(sameDistinguishedName(name, name)).toBe(false);
  });
});

const types = ['2.5.4.3', '2.5.4.10', '2.5.4.6', '1.2.840.113549.1.9.1', '1.3.6.1.4.1.1466.0'];
// Assigned characters, with everything that has a meaning in the language often among them.
const hostile = fc.constantFrom(
  ...Array.from('\\,+"<>;=# \0\n\r\tabZ09é'),
  'ß',
  'ſ',
  '𝒳',
  '日',
  '\u0301',
);
const value = fc.string({ unit: fc.oneof(hostile, fc.string({ maxLength: 1 })), maxLength: 12 });
const attribute = fc.record({ type: fc.constantFrom(...types), value });
const name = fc.array(fc.array(attribute, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 4,
});
const runs = { numRuns: 3000 };

describe('names as a language', () => {
  it('come back from their string form as they were', () => {
    fc.assert(
      fc.property(name, (one) => {
        expect(parseDistinguishedName(formatDistinguishedName(one))).toEqual(one);
      }),
      runs,
    );
  });

  it('are the same in any case, with any white space and with the attributes of a part in any order', () => {
    const spaced = (text: string): string => `  ${text.replaceAll(' ', '   ')} `;
    const varied = (one: DistinguishedName): DistinguishedName =>
      one.map((rdn) =>
        rdn.map((a) => ({ ...a, value: spaced(swapped(String(a.value))) })).reverse(),
      );
    fc.assert(
      fc.property(name, (one) => {
        // A mark belongs to the character before it: new white space in front of it is no variant of the same value.
        fc.pre(
          !/(^|\s|\0)\u0301/u.test(
            one
              .flat()
              .map((a) => a.value)
              .join('\0'),
          ),
        );
        expect(sameDistinguishedName(one, varied(one))).toBe(true);
      }),
      runs,
    );
  });

  it('are not the same with any other value', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...Array.from('abcdefgh .-')),
      maxLength: 6,
    });
    const plain = (text: string): string => text.trim().replace(/ +/g, ' ');
    fc.assert(
      fc.property(letters, letters, name, (a, b, rest) => {
        fc.pre(plain(a) !== plain(b));
        const [left, right] = [a, b].map((text) => [...rest, [{ type: '2.5.4.3', value: text }]]);
        expect(sameDistinguishedName(left!, right!)).toBe(false);
      }),
      runs,
    );
  });

  it('that no one wrote down are refused or read, and never fail otherwise', () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from('CNO=,+\\#0aAf"; \u0301é\0.25')),
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, (one) => {
        const read = parseDistinguishedName(one);
        if (read !== undefined)
          expect(parseDistinguishedName(formatDistinguishedName(read))).toEqual(read);
      }),
      { numRuns: 10_000 },
    );
  });
});

const swapped = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
