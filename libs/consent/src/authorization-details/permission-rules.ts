import { z } from 'zod';
import { permissionCodes, type Permission } from './permissions.js';

/** Permissions of which some must come with others. */
interface PermissionRule {
  readonly when?: readonly Permission[];
  readonly needs: readonly Permission[];
  readonly problem: string;
}

export const transactionKinds: readonly Permission[] = [
  'ReadTransactionsBasic',
  'ReadTransactionsDetail',
];
export const transactionSides: readonly Permission[] = [
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

/** A list of permissions; the rules stand in its JSON Schema, and `brokenRule` finds those that are not kept. */
export const permissionList = z
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

/** The first rule that these permissions do not keep. */
export const brokenRule = (codes: readonly Permission[]): PermissionRule | undefined =>
  permissionRules.find((rule) => !isKept(rule, codes));

function isKept({ when, needs }: PermissionRule, codes: readonly Permission[]): boolean {
  const applies = when === undefined || when.some((code) => codes.includes(code));
  return !applies || needs.some((code) => codes.includes(code));
}
