import type { Permission } from '@sandbank/consent';
import { RequireConsent, type AnyOf } from '@sandbank/protected-resource';

/** What a customer must have allowed for a resource to be read, and what of it. */
export interface PermissionRow {
  /** Below the account information API. */
  readonly paths: readonly [string, ...string[]];
  /** One permission of each list, all in one consent: without them the call ends in 403. */
  readonly needs: readonly [AnyOf, ...AnyOf[]];
  /** Fields that are there under a permission alone, each with the permission. */
  readonly fields?: Readonly<Record<string, Permission>>;
  /** Entries that are there under a permission alone. */
  readonly entries?: { readonly Credit: Permission; readonly Debit: Permission };
  /** Fields whose card numbers are masked, except under `ReadPAN`. */
  readonly cardNumbers?: readonly string[];
}

const transactions = {
  needs: [
    ['ReadTransactionsBasic', 'ReadTransactionsDetail'],
    ['ReadTransactionsCredits', 'ReadTransactionsDebits'],
  ],
  fields: {
    TransactionInformation: 'ReadTransactionsDetail',
    MerchantDetails: 'ReadTransactionsDetail',
    DebtorAccount: 'ReadTransactionsDetail',
    CreditorAccount: 'ReadTransactionsDetail',
    SupplementaryData: 'ReadTransactionsDetail',
  },
  entries: { Credit: 'ReadTransactionsCredits', Debit: 'ReadTransactionsDebits' },
  cardNumbers: ['CardInstrument', 'DebtorAccount', 'CreditorAccount'],
} as const satisfies Omit<PermissionRow, 'paths'>;

const statements = ['ReadStatementsBasic', 'ReadStatementsDetail'] as const satisfies AnyOf;

const both = (resource: string, ofAccount = resource) =>
  [`/${resource}`, `/accounts/{AccountId}/${ofAccount}`] as const;
const ofStatement = (resource: string) =>
  [`/accounts/{AccountId}/statements/{StatementId}/${resource}`] as const;

/** Every resource of the account information API: guards and answers follow it, and so do the tests. */
export const permissionTable = {
  accounts: {
    paths: ['/accounts', '/accounts/{AccountId}'],
    needs: [['ReadAccountsBasic', 'ReadAccountsDetail']],
    fields: { Account: 'ReadAccountsDetail' },
    cardNumbers: ['Account'],
  },
  balances: { paths: both('balances'), needs: [['ReadBalances']] },
  transactions: { paths: both('transactions'), ...transactions },
  beneficiaries: {
    paths: both('beneficiaries'),
    needs: [['ReadBeneficiariesBasic', 'ReadBeneficiariesDetail']],
    fields: { CreditorAccount: 'ReadBeneficiariesDetail' },
    cardNumbers: ['CreditorAccount'],
  },
  'direct-debits': { paths: both('direct-debits'), needs: [['ReadDirectDebits']] },
  'standing-orders': {
    paths: both('standing-orders'),
    needs: [['ReadStandingOrdersBasic', 'ReadStandingOrdersDetail']],
    fields: { CreditorAccount: 'ReadStandingOrdersDetail' },
    cardNumbers: ['CreditorAccount'],
  },
  'scheduled-payments': {
    paths: both('scheduled-payments'),
    needs: [['ReadScheduledPaymentsBasic', 'ReadScheduledPaymentsDetail']],
    fields: { CreditorAccount: 'ReadScheduledPaymentsDetail' },
    cardNumbers: ['CreditorAccount'],
  },
  products: { paths: both('products', 'product'), needs: [['ReadProducts']] },
  offers: { paths: both('offers'), needs: [['ReadOffers']] },
  party: { paths: ['/party'], needs: [['ReadPartyPSU']] },
  parties: {
    paths: ['/accounts/{AccountId}/party', '/accounts/{AccountId}/parties'],
    needs: [['ReadParty']],
  },
  statements: {
    paths: [...both('statements'), '/accounts/{AccountId}/statements/{StatementId}'],
    needs: [statements],
    fields: { StatementAmount: 'ReadStatementsDetail' },
  },
  'statement-transactions': {
    paths: ofStatement('transactions'),
    ...transactions,
    needs: [statements, ...transactions.needs],
  },
  'statement-file': { paths: ofStatement('file'), needs: [['ReadStatementsDetail']] },
} as const satisfies Record<string, PermissionRow>;

export type AccountInformationResource = keyof typeof permissionTable;

/** The row of a resource. */
export const permissionRow = (resource: AccountInformationResource): PermissionRow =>
  permissionTable[resource];

/** A route that reads this resource: 403 without the permissions of its row. */
export const RequireReading = (resource: AccountInformationResource) =>
  RequireConsent(...permissionRow(resource).needs);
