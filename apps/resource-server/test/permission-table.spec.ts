import { readFileSync } from 'node:fs';
import { impliedPermissions, permissionCodes, type Permission } from '@sandbank/consent';
import { RouteTable } from '@sandbank/platform';
import {
  permissionRow,
  permissionTable,
  type AccountInformationResource,
  type PermissionRow,
} from '../src/access/permission-table.js';
import { Harness } from './harness.js';

const accounts = ['Saltmarsh Ceramics', 'VAT and tax', 'Workshop card', 'Priya personal'];
const rows = Object.entries(permissionTable) as [AccountInformationResource, PermissionRow][];

let bank: Harness;
/** What a path stands for, and all that is there to be read. */
let wholes: Map<string, readonly Resource[]>;
let names: Readonly<Record<string, string>>;

type Resource = Readonly<Record<string, unknown>>;

const grant = async (permissions: readonly Permission[]): Promise<string> =>
  (await bank.grant({ customer: 'Priya', accounts, permissions })).token;

const read = async (path: string, token: string) => {
  const named = path.replace(/\{(\w+)\}/g, (_, name: string) => names[name]!);
  const isPaged = path.endsWith('transactions');
  // Few enough for one page.
  const query = isPaged ? '?pageSize=1000&fromBookingDateTime=2026-10-25' : '';
  return bank.call(named + query, token, { headers: { accept: '*/*' } });
};

/** The resources in an answer; a file has none. */
async function resourcesOf(path: string, token: string): Promise<readonly Resource[]> {
  const answer = await read(path, token);
  expect([path, answer.status]).toEqual([path, 200]);
  if (path.endsWith('/file')) return [];
  const { Data } = answer.json<{ Data: Record<string, Resource | Resource[]> }>();
  return Object.values(Data).flat();
}

beforeAll(async () => {
  bank = await Harness.start();
  const token = await grant(permissionCodes);
  names = { AccountId: await bank.accountId('Workshop card') };
  const [statement] = await resourcesOf('/accounts/{AccountId}/statements', token);
  names = { ...names, StatementId: statement!['StatementId'] as string };
  wholes = new Map();
  for (const [, { paths }] of rows)
    for (const path of paths) wholes.set(path, await resourcesOf(path, token));
}, 60_000);
afterAll(() => bank.stop());

/** With what the rules of a request insist on, and nothing more. */
function withPrerequisites(permission: Permission): Permission[] {
  const isKind = /^ReadTransactions(Basic|Detail)$/.test(permission);
  const isSide = /^ReadTransactions(Credits|Debits)$/.test(permission);
  return [
    ...(/^ReadAccounts/.test(permission) ? [] : (['ReadAccountsBasic'] as const)),
    ...(isKind ? (['ReadTransactionsDebits'] as const) : []),
    ...(isSide ? (['ReadTransactionsBasic'] as const) : []),
    permission,
  ];
}

const subsets: (readonly [string, readonly Permission[]])[] = [
  ['every permission', permissionCodes],
  ...permissionCodes.map((one) => [`${one} and what it needs`, withPrerequisites(one)] as const),
  ...permissionCodes.map(
    (one) => [`all but ${one}`, permissionCodes.filter((other) => other !== one)] as const,
  ),
];

/** What the table leaves of a whole list. */
function permitted(row: PermissionRow, held: ReadonlySet<Permission>, whole: readonly Resource[]) {
  const fields = row.fields ?? {};
  return whole
    .filter(({ CreditDebitIndicator: side }) => {
      const permission = row.entries?.[side as 'Credit' | 'Debit'];
      return permission === undefined || held.has(permission);
    })
    .map((resource) =>
      Object.fromEntries(
        Object.entries(resource)
          .filter(([field]) => fields[field] === undefined || held.has(fields[field]))
          .map(([field, value]) => [field, held.has('ReadPAN') ? value : masked(value)]),
      ),
    );
}

/** Card numbers of this bank, wherever they stand. */
const masked = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll(/"999001\d{6}(\d{4})"/g, '"xxxxxxxxxxxx$1"'));

describe.each(subsets)('under %s', (_name, permissions) => {
  it('exactly what the table says is there', async () => {
    const held = impliedPermissions(permissions);
    const token = await grant(permissions);
    for (const [, row] of rows) {
      const isOpen = row.needs.every((anyOf) => anyOf.some((one) => held.has(one)));
      for (const path of row.paths) {
        if (isOpen) {
          const expected = permitted(row, held, wholes.get(path)!);
          expect([path, await resourcesOf(path, token)]).toEqual([path, expected]);
        } else {
          expect([path, (await read(path, token)).status]).toEqual([path, 403]);
        }
      }
    }
  });
});

describe('the permission table', () => {
  it('has something of every field that it withholds, and of every number that it masks', () => {
    const thereIn = (alike: (row: PermissionRow) => boolean): readonly Resource[] =>
      rows
        .filter(([, row]) => alike(row))
        .flatMap(([, { paths }]) => paths.flatMap((path) => wholes.get(path)!));
    for (const [resource, { fields, cardNumbers = [] }] of rows) {
      const there = thereIn((row) => row.fields === fields).flatMap(Object.keys);
      expect([resource, there]).toEqual([
        resource,
        expect.arrayContaining(Object.keys(fields ?? {})),
      ]);
      if (!cardNumbers.some((field) => /^(Account|CardInstrument)$/.test(field))) continue;
      const text = JSON.stringify(thereIn((row) => row.cardNumbers === cardNumbers));
      expect([resource, /"999001\d{10}"/.test(text)]).toEqual([resource, true]);
    }
  });

  it('gives every one of the 21 permissions something to open', () => {
    const used = rows.flatMap(([, { needs, fields = {}, entries }]) => [
      ...[...needs.flat(), ...Object.values(fields)],
      ...Object.values(entries ?? {}),
    ]);
    expect(new Set([...used, 'ReadPAN'])).toEqual(new Set(permissionCodes));
  });

  it('knows every path of the account information API', () => {
    const start = 'GET /:bank/open-banking/v4.0/aisp';
    const served = bank.application
      .get(RouteTable)
      .list()
      .filter((route) => route.startsWith(start) && !route.includes('-consents'))
      .map((route) => route.slice(start.length).replace(/:(\w+)/g, '{$1}'));
    expect(rows.flatMap(([, { paths }]) => paths).sort()).toEqual(served.sort());
  });

  it('stands in the documentation as it is', () => {
    const file = new URL('../../../docs/accounts-api.md', import.meta.url);
    const documented = readFileSync(file, 'utf8').replaceAll(/ +/g, ' ');
    const code = (text: string) => `\`${text}\``;
    for (const [resource] of rows) {
      const { paths, needs, fields = {} } = permissionRow(resource);
      const needed = needs.map((anyOf) => anyOf.map(code).join(' or ')).join('; ');
      const permissions = [...new Set(Object.values(fields))];
      const only = permissions.map((permission) => {
        const named = Object.keys(fields).filter((field) => fields[field] === permission);
        return `${code(permission)}: ${named.map(code).join(', ')}`;
      });
      const line = `| ${paths.map(code).join(', ')} | ${needed} | ${only.join('; ')} |`;
      expect(documented).toContain(line.replaceAll(/ +/g, ' '));
    }
  });
});
