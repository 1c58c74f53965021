import { z } from 'zod';
import { describeAccountAccess } from './account-access.wording.js';
import type {
  AccessToAccounts,
  AuthorizationDetailsType,
  ParseContext,
} from './authorization-details-type.js';
import { enrich } from './enrichment.js';
import { dateTime, locations, locationsAt, printable } from './fields.js';
import { assertFuture, assertSpan, isoDateTime, within } from './narrowing.js';
import {
  brokenRule,
  permissionList,
  transactionKinds,
  transactionSides,
} from './permission-rules.js';
import { impliedPermissions } from './permissions.js';
import { parseWith, refusedAt } from './refusal.js';

export const accountAccessTypeName = 'urn:sandbank:account-access:v1';

const api = 'aisp';

/** Access to account information as it stands on the wire. */
export const accountAccessSchema = z.strictObject({
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
  const { consent } = details;
  const broken = brokenRule(consent.Permissions);
  if (broken !== undefined) {
    const evidence = { expected: broken.needs, received: consent.Permissions };
    throw refusedAt(`${path}/consent/Permissions`, broken.problem, evidence);
  }
  assertFuture(consent.ExpirationDateTime, now, `${path}/consent/ExpirationDateTime`);
  assertWindow(consent, path);
  return { ...details, locations: locationsAt(api, details.locations, context) };
}

function assertWindow(consent: AccountAccess['consent'], path: string): void {
  const { TransactionFromDateTime, TransactionToDateTime } = consent;
  const window = [TransactionFromDateTime, TransactionToDateTime] as const;
  assertSpan(window, `${path}/consent/TransactionToDateTime`);
}

function narrow(granted: AccountAccess, requested: AccountAccess, path = ''): AccountAccess {
  const [given, asked, at] = [granted.consent, requested.consent, `${path}/consent`];
  const held = impliedPermissions(given.Permissions);
  const wider = asked.Permissions.find((code) => !held.has(code));
  if (wider !== undefined) {
    const evidence = { expected: [...held], received: wider };
    throw refusedAt(`${at}/Permissions`, 'goes beyond what was granted', evidence);
  }
  if (asked.Purpose !== undefined && asked.Purpose !== given.Purpose) {
    throw refusedAt(`${at}/Purpose`, 'differs from what was granted');
  }
  const consent = {
    Permissions: asked.Permissions,
    ...within('ExpirationDateTime', given, asked, 'not later', at),
    ...within('TransactionFromDateTime', given, asked, 'not earlier', at),
    ...within('TransactionToDateTime', given, asked, 'not later', at),
    ...(given.Purpose === undefined ? {} : { Purpose: given.Purpose }),
  };
  assertWindow(consent, path);
  return { ...granted, consent };
}

/** What it opens, for the server of the data. */
function access({ consent }: AccountAccess): AccessToAccounts {
  const { Permissions, TransactionFromDateTime: from, TransactionToDateTime: to } = consent;
  return {
    permissions: Permissions,
    ...(from !== undefined && { transactionFrom: new Date(from) }),
    ...(to !== undefined && { transactionTo: new Date(to) }),
  };
}

/** Account information (AIS): who may read what, of which accounts, over which past, until when. */
export const accountAccess: AuthorizationDetailsType<AccountAccess> = {
  type: accountAccessTypeName,
  scope: 'accounts',
  api,
  entriesMax: 1,
  singleUse: false,
  reauthenticated: true,
  jsonSchema: z.toJSONSchema(accountAccessSchema),
  parse,
  narrow,
  enrich,
  describe: describeAccountAccess,
  expiresAt: ({ consent }) =>
    consent.ExpirationDateTime === undefined ? undefined : new Date(consent.ExpirationDateTime),
  byScope: defaultAccountAccess,
  access,
};

const defaultDays = 90;

/**
 * What the bare scope `accounts` means when no details are pushed: accounts, balances and
 * transactions in full, for 90 days. An absent history window is open, as the standard has it.
 */
export function defaultAccountAccess(context: ParseContext): AccountAccess {
  const expires = new Date(context.now.getTime() + defaultDays * 86_400_000);
  const Permissions = [
    ...['ReadAccountsBasic', 'ReadAccountsDetail', 'ReadBalances'],
    ...[...transactionKinds, ...transactionSides],
  ];
  const consent = { Permissions, ExpirationDateTime: isoDateTime(expires) };
  return parse({ type: accountAccessTypeName, consent }, context);
}
