import { z } from 'zod';
import type {
  AuthorizationDetailsType,
  ConsentDescription,
  ParseContext,
} from './authorization-details-type.js';
import { enrich } from './enrichment.js';
import { dateTime, locations, locationsAt, printable } from './fields.js';
import {
  dataClusters,
  impliedPermissions,
  includedIn,
  permissionCatalogue,
  permissionCodes,
  permits,
  type Permission,
} from './permissions.js';
import { parseWith, refusedAt } from './refusal.js';

export const accountAccessTypeName = 'urn:sandbank:account-access:v1';

const api = 'aisp';

interface PermissionRule {
  readonly when?: readonly Permission[];
  readonly needs: readonly Permission[];
  readonly problem: string;
}

const transactionKinds: readonly Permission[] = ['ReadTransactionsBasic', 'ReadTransactionsDetail'];
const transactionSides: readonly Permission[] = [
  'ReadTransactionsCredits',
  'ReadTransactionsDebits',
];

/** Which permissions need which others, as the Open Banking standard says. */
const permissionRules: readonly PermissionRule[] = [
  {
    needs: ['ReadAccountsBasic', 'ReadAccountsDetail'],
    problem: 'needs ReadAccountsBasic or ReadAccountsDetail',
  },
  {
    when: transactionKinds,
    needs: transactionSides,
    problem: 'needs ReadTransactionsCredits or ReadTransactionsDebits with its transactions',
  },
  {
    when: transactionSides,
    needs: transactionKinds,
    problem: 'needs ReadTransactionsBasic or ReadTransactionsDetail with its credits or debits',
  },
];

const contains = (codes: readonly Permission[]) => ({ contains: { enum: codes } });

const permissionList = z
  .array(z.enum(permissionCodes))
  .min(1, 'must not be empty')
  .max(permissionCodes.length, 'has too many entries')
  .refine((codes) => new Set(codes).size === codes.length, 'names a permission twice')
  .meta({
    uniqueItems: true,
    allOf: permissionRules.map(({ when, needs }) =>
      when === undefined ? contains(needs) : { if: contains(when), then: contains(needs) },
    ),
  });

const accountAccessSchema = z.strictObject({
  type: z.literal(accountAccessTypeName),
  locations,
  consent: z.strictObject({
    Permissions: permissionList,
    ExpirationDateTime: dateTime.optional(),
    TransactionFromDateTime: dateTime.optional(),
    TransactionToDateTime: dateTime.optional(),
    Purpose: printable(140).optional(),
  }),
});

/** Access to account information, as a client asks for it and as it is granted. */
export type AccountAccess = z.infer<typeof accountAccessSchema>;

function parse(value: unknown, context: ParseContext): AccountAccess {
  const { now, path = '' } = context;
  const details = parseWith(accountAccessSchema, value, path);
  const { Permissions, ExpirationDateTime } = details.consent;
  const broken = permissionRules.find((rule) => !holds(rule, Permissions));
  if (broken !== undefined) {
    const evidence = { expected: broken.needs, received: Permissions };
    throw refusedAt(`${path}/consent/Permissions`, broken.problem, evidence);
  }
  if (ExpirationDateTime !== undefined && new Date(ExpirationDateTime) <= now) {
    const evidence = { expected: `after ${isoDateTime(now)}`, received: ExpirationDateTime };
    throw refusedAt(`${path}/consent/ExpirationDateTime`, 'is in the past', evidence);
  }
  refuseEmptyWindow(details.consent, path);
  return { ...details, locations: locationsAt(api, details.locations, context) };
}

function refuseEmptyWindow(consent: AccountAccess['consent'], path = ''): void {
  const { TransactionFromDateTime: from, TransactionToDateTime: to } = consent;
  if (from === undefined || to === undefined || new Date(from) <= new Date(to)) return;
  const evidence = { expected: `not before ${from}`, received: to };
  throw refusedAt(`${path}/consent/TransactionToDateTime`, 'lies before its start', evidence);
}

function holds({ when, needs }: PermissionRule, codes: readonly Permission[]): boolean {
  const applies = when === undefined || when.some((code) => codes.includes(code));
  return !applies || needs.some((code) => codes.includes(code));
}

function narrow(granted: AccountAccess, requested: AccountAccess, path = ''): AccountAccess {
  const held = impliedPermissions(granted.consent.Permissions);
  const wider = requested.consent.Permissions.find((code) => !held.has(code));
  if (wider !== undefined) {
    const evidence = { expected: [...held], received: wider };
    throw refusedAt(`${path}/consent/Permissions`, 'goes beyond what was granted', evidence);
  }
  const asked = requested.consent;
  const given = granted.consent;
  if (asked.Purpose !== undefined && asked.Purpose !== given.Purpose) {
    throw refusedAt(`${path}/consent/Purpose`, 'differs from what was granted');
  }
  const consent = {
    Permissions: asked.Permissions,
    ...within('ExpirationDateTime', given, asked, (limit, wanted) => wanted <= limit, path),
    ...within('TransactionFromDateTime', given, asked, (limit, wanted) => wanted >= limit, path),
    ...within('TransactionToDateTime', given, asked, (limit, wanted) => wanted <= limit, path),
    ...(given.Purpose === undefined ? {} : { Purpose: given.Purpose }),
  };
  refuseEmptyWindow(consent, path);
  return { ...granted, consent };
}

type Boundary = 'ExpirationDateTime' | 'TransactionFromDateTime' | 'TransactionToDateTime';
type Boundaries = AccountAccess['consent'];

/** The narrower of two boundaries: what is not asked for stays as granted; an absent grant is unbounded. */
function within(
  name: Boundary,
  given: Boundaries,
  asked: Boundaries,
  isNarrower: (limit: Date, wanted: Date) => boolean,
  path: string,
): Partial<Record<Boundary, string>> {
  const [limit, wanted] = [given[name], asked[name]];
  if (wanted === undefined) return limit === undefined ? {} : { [name]: limit };
  if (limit !== undefined && !isNarrower(new Date(limit), new Date(wanted))) {
    const evidence = { expected: limit, received: wanted };
    throw refusedAt(`${path}/consent/${name}`, 'goes beyond what was granted', evidence);
  }
  return { [name]: wanted };
}

function describe({ consent }: AccountAccess): ConsentDescription {
  // Where Detail is asked, its line says all that the Basic line says.
  const told = new Set(consent.Permissions.map(includedIn));
  const lines = permissionCodes.filter(
    (code) => consent.Permissions.includes(code) && !told.has(code),
  );
  const clusters = dataClusters.map((title) => ({
    title,
    permissions: lines
      .filter((code) => permissionCatalogue[code].cluster === title)
      .map((code) => {
        const { label, detail } = permissionCatalogue[code];
        return { code, label, detail };
      }),
  }));
  const historyWindow = describeHistory(consent);
  const { Purpose, ExpirationDateTime } = consent;
  const at = ExpirationDateTime === undefined ? undefined : new Date(ExpirationDateTime);
  return {
    clusters: clusters.filter(({ permissions }) => permissions.length > 0),
    ...(Purpose === undefined ? {} : { purpose: Purpose }),
    ...(historyWindow === undefined ? {} : { historyWindow }),
    expiry: at === undefined ? { text: 'Until you stop it' } : { at, text: `Until ${day(at)}` },
  };
}

function describeHistory(consent: Boundaries): ConsentDescription['historyWindow'] {
  const withHistory = [...transactionKinds, 'ReadStatementsBasic'] as const;
  if (!permits(consent.Permissions, ...withHistory)) return undefined;
  const { TransactionFromDateTime, TransactionToDateTime } = consent;
  const from =
    TransactionFromDateTime === undefined ? undefined : new Date(TransactionFromDateTime);
  const to = TransactionToDateTime === undefined ? undefined : new Date(TransactionToDateTime);
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    text: historyText(from, to),
  };
}

function historyText(from: Date | undefined, to: Date | undefined): string {
  if (from === undefined && to === undefined) return 'As far back as the bank keeps them';
  if (from === undefined) return `Everything up to ${day(to as Date)}`;
  return to === undefined ? `From ${day(from)} onwards` : `From ${day(from)} to ${day(to)}`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const day = (date: Date): string => dayFormat.format(date);

const isoDateTime = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, '+00:00');

/** Account information (AIS): who may read what, of which accounts, over which past, until when. */
export const accountAccess: AuthorizationDetailsType<AccountAccess> = {
  type: accountAccessTypeName,
  scope: 'accounts',
  entriesMax: 1,
  api,
  singleUse: false,
  jsonSchema: z.toJSONSchema(accountAccessSchema),
  parse,
  narrow,
  enrich,
  describe,
  expiresAt: ({ consent }) =>
    consent.ExpirationDateTime === undefined ? undefined : new Date(consent.ExpirationDateTime),
};

const defaultDays = 90;

/**
 * What the bare scope `accounts` means when no details are pushed: accounts, balances and
 * transactions in full, for 90 days. An absent history window is open, as the standard has it.
 */
export function defaultAccountAccess(context: ParseContext): AccountAccess {
  const expires = new Date(context.now.getTime() + defaultDays * 86_400_000);
  return parse(
    {
      type: accountAccessTypeName,
      consent: {
        Permissions: [
          'ReadAccountsBasic',
          'ReadAccountsDetail',
          'ReadBalances',
          ...transactionKinds,
          ...transactionSides,
        ],
        ExpirationDateTime: isoDateTime(expires),
      },
    },
    context,
  );
}
