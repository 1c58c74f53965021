import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  accountAccess,
  accountAccessTypeName,
  defaultAccountAccess,
  type AccountAccess,
} from './account-access.js';
import { permissionCatalogue, permissionCodes, permits, type Permission } from './permissions.js';

const now = new Date('2026-11-21T12:00:00Z');
const resourceBase = 'https://localhost:9442/harbour/open-banking/v4.0';
const context = { now, resourceBase };

const entry = (consent: object, rest: object = {}): Record<string, unknown> => ({
  type: accountAccessTypeName,
  consent: { Permissions: ['ReadAccountsBasic'], ...consent },
  ...rest,
});
const asking = (...Permissions: string[]) => entry({ Permissions });
const parse = (value: unknown): AccountAccess => accountAccess.parse(value, context);

const refusal = (value: unknown): unknown => {
  try {
    parse(value);
  } catch (error) {
    return error;
  }
  throw new Error('was not refused');
};
const refuses = (value: unknown, description: string): void =>
  expect(refusal(value)).toMatchObject({
    error: 'invalid_authorization_details',
    status: 400,
    description: `authorization_details${description}`,
  });

const accounts = 'needs ReadAccountsBasic or ReadAccountsDetail';
const sides = 'needs ReadTransactionsCredits or ReadTransactionsDebits with its transactions';
const kinds = 'needs ReadTransactionsBasic or ReadTransactionsDetail with its credits or debits';

describe('the 21 permissions', () => {
  it('are the codes of the standard, each with words for the customer', () => {
    expect([...permissionCodes].sort()).toEqual([
      ...['ReadAccountsBasic', 'ReadAccountsDetail', 'ReadBalances'],
      ...['ReadBeneficiariesBasic', 'ReadBeneficiariesDetail', 'ReadDirectDebits', 'ReadOffers'],
      ...['ReadPAN', 'ReadParty', 'ReadPartyPSU', 'ReadProducts'],
      ...['ReadScheduledPaymentsBasic', 'ReadScheduledPaymentsDetail'],
      ...['ReadStandingOrdersBasic', 'ReadStandingOrdersDetail'],
      ...['ReadStatementsBasic', 'ReadStatementsDetail', 'ReadTransactionsBasic'],
      ...['ReadTransactionsCredits', 'ReadTransactionsDebits', 'ReadTransactionsDetail'],
    ]);
    const labels = Object.values(permissionCatalogue).map(({ label }) => label);
    expect(new Set(labels).size).toBe(21);
  });

  it('count a Detail as its Basic too, and nothing else as anything else', () => {
    for (const held of permissionCodes) {
      const permitted = permissionCodes.filter((asked) => permits([held], asked));
      const basic = held.replace('Detail', 'Basic') as Permission;
      expect(new Set(permitted)).toEqual(new Set([held, basic]));
    }
    expect(permits(['ReadBalances'], 'ReadAccountsBasic', 'ReadBalances')).toBe(true);
    expect(permits(['ReadBalances'])).toBe(false);
    expect(permits([], 'ReadBalances')).toBe(false);
  });
});

describe('permission rules', () => {
  const [ab, ad] = ['ReadAccountsBasic', 'ReadAccountsDetail'];
  const [tb, td] = ['ReadTransactionsBasic', 'ReadTransactionsDetail'];
  const [tc, dd] = ['ReadTransactionsCredits', 'ReadTransactionsDebits'];

  it.each([
    [[ab]],
    [[ad]],
    [[ab, ad]],
    [[ab, tb, tc]],
    [[ab, tb, dd]],
    [[ad, td, tc, dd]],
    [[ab, tb, td, tc, dd]],
    [[...permissionCodes]],
  ])('accepts %j', (codes) => {
    expect(parse(asking(...codes)).consent.Permissions).toEqual(codes);
  });

  it.each([
    [['ReadBalances'], accounts],
    [[tb, tc], accounts],
    [[ab, tb], sides],
    [[ab, td], sides],
    [[ab, tc], kinds],
    [[ab, dd], kinds],
    [[ab, tc, dd], kinds],
    [[], 'must not be empty'],
    [[ab, ab], 'names a permission twice'],
    [[...permissionCodes, ab], 'has too many entries'],
  ])('refuses %j', (codes, problem) => {
    refuses(asking(...codes), `/consent/Permissions: ${problem}`);
  });

  it.each(['ReadEverything', 'readaccountsbasic', 'ReadAccountsBasic ', '', '__proto__', 7, null])(
    'refuses %j among them',
    (code) => {
      const { description } = refusal(asking(ab, code as string)) as { description: string };
      expect(description).toMatch(/^authorization_details\/consent\/Permissions\/1: /);
    },
  );
});

describe('the rest of an entry', () => {
  it('is returned as sent, with the place where it is served', () => {
    const consent = {
      Permissions: ['ReadAccountsBasic'],
      ExpirationDateTime: '2027-03-01T00:00:00+00:00',
      TransactionFromDateTime: '2026-01-01T00:00:00Z',
      TransactionToDateTime: '2026-06-01T01:00:00.5+01:00',
      Purpose: 'Budgeting: 10 % less – “for Zoë”',
    };
    const locations = [`${resourceBase}/aisp`];
    const expected = { type: accountAccessTypeName, locations, consent };
    expect(parse(entry(consent))).toEqual(expected);
    expect(parse(entry(consent, { locations }))).toEqual(expected);
  });

  it.each([
    ['an unknown field', entry({}, { actions: ['read'] }), ''],
    ['an unknown field inside', entry({ Extra: 1 }), '/consent'],
    [
      'a name of an object member',
      JSON.parse(`{"type":"${accountAccessTypeName}",
      "consent":{"Permissions":["ReadAccountsBasic"]},"__proto__":{}}`),
      '',
    ],
    ['a ConsentId', entry({}, { ConsentId: 'x' }), ''],
  ])('refuses %s', (_what, value: unknown, place) =>
    refuses(value, `${place}: has a field that this type does not know`),
  );

  it.each([
    [{ type: accountAccessTypeName }, '/consent: is required'],
    [{ type: accountAccessTypeName, consent: {} }, '/consent/Permissions: is required'],
    [{ type: accountAccessTypeName, consent: [] }, '/consent: must be of type object'],
    [{ type: accountAccessTypeName, consent: null }, '/consent: must be of type object'],
    [entry({ Permissions: 'ReadAccountsBasic' }), '/consent/Permissions: must be of type array'],
    [entry({ Purpose: 5 }), '/consent/Purpose: must be of type string'],
    [entry({}, { locations: 'x' }), '/locations: must be of type array'],
    [entry({}, { locations: [] }), '/locations: must hold one URL'],
    [[], ': must be of type object'],
    ['text', ': must be of type object'],
  ])('refuses %j', (value, description) => refuses(value, description));

  it.each([
    'https://localhost:9442/granite/open-banking/v4.0/aisp',
    `${resourceBase}/aisp/`,
    `${resourceBase}/pisp`,
    `${resourceBase}/x/../aisp`,
    'javascript:alert(1)',
  ])('refuses the location %s', (location) =>
    refuses(entry({}, { locations: [location] }), '/locations/0: is not served under this issuer'),
  );

  const notADateTime = 'must be an ISO 8601 date-time with a time zone';
  it.each([
    ['ExpirationDateTime', '2026-11-21T12:00:00Z', 'is in the past'],
    ['ExpirationDateTime', '2026-11-21T13:00:00+01:00', 'is in the past'],
    ['ExpirationDateTime', '2027-03-01', notADateTime],
    ['ExpirationDateTime', '2027-03-01T00:00:00', notADateTime],
    ['ExpirationDateTime', '2027-02-29T00:00:00Z', notADateTime],
    ['ExpirationDateTime', '2027-03-01T24:00:00Z', notADateTime],
    ['ExpirationDateTime', '2027-03-01T00:00:60Z', notADateTime],
    ['ExpirationDateTime', '9999-12-31T23:59:59-23:59', 'is out of range'],
    ['ExpirationDateTime', 'tomorrow', notADateTime],
    ['ExpirationDateTime', '', notADateTime],
    ['ExpirationDateTime', 1772323200, 'must be of type string'],
    ['TransactionFromDateTime', `2026-01-01T00:00:00.${'0'.repeat(40)}Z`, 'is too long'],
    ['TransactionToDateTime', '0000-01-01T00:00:00Z', 'is out of range'],
  ])('refuses %s %j', (name, value, problem) =>
    refuses(entry({ [name]: value }), `/consent/${name}: ${problem}`),
  );

  it('refuses a history window that ends before it begins, also across time zones', () => {
    const window = (from: string, to: string) =>
      entry({ TransactionFromDateTime: from, TransactionToDateTime: to });
    const place = '/consent/TransactionToDateTime: lies before its start';
    refuses(window('2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z'), place);
    refuses(window('2026-01-01T00:00:00Z', '2026-01-01T00:30:00+01:00'), place);
    expect(parse(window('2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'))).toBeDefined();
  });

  const long = 'x'.repeat(141);
  it.each([
    ['nothing', ''],
    ['blanks', '   '],
    ['letters that nobody sees', '\u115F\u3164'],
    ['two lines', 'Budgeting\nand more'],
    ['a NUL', 'a\u0000b'],
    ['a terminal escape', 'a\u001b[2Jb'],
    ['text turned round', 'safe \u202Egnp.exe'],
    ['an invisible join', 'Bud\u200Bgeting'],
    ['half a character', 'a\uD800'],
    ['a line separator', 'a\u2028b'],
    ['141 characters', long],
  ])('refuses a purpose of %s', (_what, Purpose) =>
    refuses(
      entry({ Purpose }),
      '/consent/Purpose: must be 1 to 140 printable characters on one line',
    ),
  );

  it('keeps markup in a purpose as the text it is', () => {
    const Purpose = `<script>alert('1')</script> "; DROP TABLE consent; --`;
    expect(parse(entry({ Purpose })).consent.Purpose).toBe(Purpose);
    expect(parse(entry({ Purpose: '𝔅'.repeat(140) })).consent.Purpose).toHaveLength(280);
  });

  it('keeps the value out of the public words, and a piece of it for the developers', () => {
    const secret = `leak-${'x'.repeat(500)}`;
    const error = refusal(entry({ Permissions: [secret] })) as Record<string, string>;
    expect(error.description).not.toContain('leak');
    expect(error.received).toMatch(/^"leak-x+$/);
    expect(error.received).toHaveLength(200);
  });
});

describe('the default for a bare scope', () => {
  it('is accounts, balances and transactions for 90 days', () => {
    const details = defaultAccountAccess(context);
    expect(details.consent).toEqual({
      Permissions: [
        ...['ReadAccountsBasic', 'ReadAccountsDetail', 'ReadBalances', 'ReadTransactionsBasic'],
        ...['ReadTransactionsDetail', 'ReadTransactionsCredits', 'ReadTransactionsDebits'],
      ],
      ExpirationDateTime: '2027-02-19T12:00:00+00:00',
    });
    expect(parse(details)).toEqual(details);
    expect(accountAccess.expiresAt(details, now)).toEqual(new Date('2027-02-19T12:00:00Z'));
  });
});

describe('the published JSON Schema', () => {
  const validate = new Ajv2020({ strict: false, allErrors: true })
    // The patterns carry the whole rule; the format is a note for readers.
    .addFormat('date-time', true)
    .compile(accountAccess.jsonSchema);
  const saysNo = (value: unknown): boolean => {
    try {
      parse(value);
      return false;
    } catch {
      return true;
    }
  };

  it.each([
    asking('ReadAccountsBasic'),
    asking(...permissionCodes),
    asking('ReadBalances'),
    asking('ReadAccountsBasic', 'ReadTransactionsBasic'),
    asking('ReadAccountsBasic', 'ReadTransactionsDebits'),
    asking('ReadAccountsBasic', 'ReadAccountsBasic'),
    asking('ReadAccountsBasic', 'ReadMind'),
    asking(),
    entry({ Purpose: 'Budgeting' }),
    entry({ Purpose: '𝔅'.repeat(140) }),
    entry({ Purpose: '𝔅'.repeat(141) }),
    entry({ Purpose: 'a\u202Eb' }),
    entry({ Purpose: ' ' }),
    entry({ ExpirationDateTime: '2027-03-01T00:00:00+00:00' }),
    entry({ ExpirationDateTime: '2027-02-29T00:00:00+00:00' }),
    entry({ ExpirationDateTime: '2027-03-01T00:00:00' }),
    entry({ ExpirationDateTime: '9027-03-01T00:00:00Z' }),
    entry({ TransactionFromDateTime: 5 }),
    entry({ Unknown: true }),
    entry({}, { unknown: true }),
    entry({}, { locations: [] }),
    entry({}, { locations: [`${resourceBase}/aisp`] }),
    entry({}, { locations: [`${resourceBase}/aisp`, `${resourceBase}/aisp`] }),
    entry({}, { type: 'urn:sandbank:other:v1' }),
    { type: accountAccessTypeName },
    {},
    [],
    'text',
    null,
  ])('judges %j as the parser does', (value) => {
    expect(validate(value)).toBe(!saysNo(value));
  });

  it('closes every object', () => {
    const open: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const schema = node as Record<string, unknown>;
      if (schema['type'] === 'object' && schema['additionalProperties'] !== false) open.push(path);
      for (const [key, child] of Object.entries(schema)) visit(child, `${path}/${key}`);
    };
    visit(accountAccess.jsonSchema, '');
    expect(open).toEqual([]);
  });
});
