/** A body that must be refused, and what is wrong with it. */
export interface BadBody {
  readonly what: string;
  /** As it is sent. */
  readonly text: string;
}

type Path = readonly string[];

const at = (path: Path): string => path.join('.') || 'the body';
const bad = (what: string, value: unknown): BadBody => ({ what, text: JSON.stringify(value) });

/** Every value of a body, with the way to it; the body itself first. */
function* valuesOf(value: unknown, path: Path = []): Generator<[Path, unknown]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) yield* valuesOf(member, [...path, name]);
}

/** The body with another value in one place. */
function changed(body: unknown, [name, ...rest]: Path, value: unknown): unknown {
  if (name === undefined) return value;
  const members = body as Record<string, unknown>;
  if (Array.isArray(body)) {
    return body.map((one, index) => (String(index) === name ? changed(one, rest, value) : one));
  }
  return { ...members, [name]: changed(members[name], rest, value) };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What JSON itself forbids, or what two readers take for different things. */
export function brokenTexts(body: object): readonly BadBody[] {
  const text = JSON.stringify(body);
  const [name = ''] = Object.keys(body);
  const member = JSON.stringify((body as Record<string, unknown>)[name]);
  const deep = 20_000;
  return [
    ['nothing', ''],
    ['blanks', '   '],
    ['half of it', text.slice(0, text.length / 2)],
    ['something behind it', `${text}{}`],
    ['a comma too many', text.replace(/\}$/, ',}')],
    ['a comment', `${text}// so it is`],
    ['single quotes', text.replaceAll('"', "'")],
    ['no number', '{"Data":NaN}'],
    ['a member twice', text.replace('{', `{"${name}":${member},`)],
    [
      'a member twice, spelt otherwise',
      text.replace('{', `{"\\u00${hex(name)}${name.slice(1)}":{},`),
    ],
    ['a prototype', text.replace('{', '{"__proto__":{"Data":{}},')],
    ['a constructor', text.replace('{', '{"constructor":{"prototype":{"Data":{}}},')],
    ['lists without end', '['.repeat(deep) + ']'.repeat(deep)],
    ['objects without end', `${'{"Data":'.repeat(deep / 4)}1${'}'.repeat(deep / 4)}`],
    ['a word', '"Data"'],
    ['a number', '1'],
    ['null', 'null'],
    ['a list', `[${text}]`],
  ].map(([what = '', sent = '']) => ({ what, text: sent }));
}

const hex = (name: string): string => name.charCodeAt(0).toString(16).padStart(2, '0');

/** The same body with one value of another type. */
export const otherTypes = (body: object): readonly BadBody[] =>
  [...valuesOf(body)].flatMap(([path, value]) => {
    const others = [null, 12, 'x', [], {}].filter((other) => typeOf(other) !== typeOf(value));
    return others.map((other) =>
      bad(`${at(path)} as ${JSON.stringify(other)}`, changed(body, path, other)),
    );
  });

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'list' : typeof (value ?? 0));

/** The same body with a member that nobody knows, in each of its objects. */
export const strangers = (body: object): readonly BadBody[] =>
  [...valuesOf(body)].flatMap(([path, value]) =>
    isObject(value)
      ? ['Unknown', 'data', ' '].map((name) =>
          bad(`${at(path)} with a member ${name}`, changed(body, path, { ...value, [name]: 'x' })),
        )
      : [],
  );

const amounts = [
  ...[
    '',
    ' ',
    '-1.00',
    '+1.00',
    '−1.00',
    '1e3',
    '1E3',
    '1.',
    '.5',
    '1.000',
    '1.00000001',
    '0',
    '0.00',
  ],
  ...[
    '12345678901234',
    '1,00',
    '1.00 ',
    ' 1.00',
    '1_000',
    '0x10',
    'Infinity',
    'NaN',
    '١٢',
    '1.0.0',
  ],
  ...['99999999999999999999999999999999999999', '1.00\u0000', '1\n', '£1.00'],
];
const currencies = ['', 'gbp', 'GB', 'GBPP', 'XXX', 'JPY', 'G8P', 'GBP ', '£', '826'];
const dates = [
  ...['', 'yesterday', '2027-02-30T00:00:00Z', '2027-13-01T00:00:00Z', '2027-01-01T25:00:00Z'],
  ...['2027-01-01T00:00:00+99:00', '2027-01-01T00:00:00', '2027-01-01', '1798761600', '0000-00-00'],
  ...['+012027-01-01T00:00:00Z', `2027-01-01T00:00:00.${'0'.repeat(500)}Z`],
];
const texts = ['', ' ', '\u0000', 'a\u0007b', '\u202e', '\ud800', 'x'.repeat(100_000)];

const strings: readonly (readonly [name: RegExp, values: readonly string[]])[] = [
  [/^Amount$/, amounts],
  [/^Currency$/, currencies],
  [/DateTime$/, dates],
  [/./, texts],
];

/** The same body with one text that its field does not take. */
export const wrongTexts = (body: object): readonly BadBody[] =>
  [...valuesOf(body)].flatMap(([path, value]) => {
    if (typeof value !== 'string') return [];
    const [, wrong = []] = strings.find(([name]) => name.test(path.at(-1) ?? '')) ?? [];
    return wrong.map((text) =>
      bad(`${at(path)} as ${JSON.stringify(text).slice(0, 40)}`, changed(body, path, text)),
    );
  });
