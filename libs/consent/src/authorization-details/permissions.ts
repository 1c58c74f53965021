/** The headings under which the customer reads permissions, in the order of the page. */
export const dataClusters = [
  'Your Account Details',
  'Your Regular Payments',
  'Your Account Transactions',
  'Your Statements',
  'Your Account Features and Benefits',
  'Contact and party details',
] as const;

export type DataCluster = (typeof dataClusters)[number];

interface PermissionWording {
  readonly cluster: DataCluster;
  readonly label: string;
  /** What the app will see, in words for the customer. */
  readonly detail: string;
  /** The lesser permission that this one includes. */
  readonly includes?: string;
}

/** The 21 permission codes of the Open Banking Read/Write API v4.0, each with its words for the customer. */
export const permissionCatalogue = {
  ReadAccountsBasic: {
    cluster: 'Your Account Details',
    label: 'Your accounts',
    detail: 'The kind of each account, its currency and the nickname you gave it',
  },
  ReadAccountsDetail: {
    cluster: 'Your Account Details',
    label: 'Your accounts in full',
    detail: 'Account name, sort code and account number, with kind, currency and nickname',
    includes: 'ReadAccountsBasic',
  },
  ReadBalances: {
    cluster: 'Your Account Details',
    label: 'Your balances',
    detail: 'How much money is in each account, and any credit line',
  },
  ReadPAN: {
    cluster: 'Your Account Details',
    label: 'Your full card numbers',
    detail: 'The long number of your cards, shown in full instead of masked',
  },
  ReadBeneficiariesBasic: {
    cluster: 'Your Regular Payments',
    label: 'Your payees',
    detail: 'That a payee is saved and your reference, without their account details',
  },
  ReadBeneficiariesDetail: {
    cluster: 'Your Regular Payments',
    label: 'Your payees in full',
    detail: 'The payees you saved, with their names and account details',
    includes: 'ReadBeneficiariesBasic',
  },
  ReadStandingOrdersBasic: {
    cluster: 'Your Regular Payments',
    label: 'Your standing orders',
    detail: 'Amounts, dates and how often, without the payee',
  },
  ReadStandingOrdersDetail: {
    cluster: 'Your Regular Payments',
    label: 'Your standing orders in full',
    detail: 'Amounts, dates and how often, with the name and account of the payee',
    includes: 'ReadStandingOrdersBasic',
  },
  ReadScheduledPaymentsBasic: {
    cluster: 'Your Regular Payments',
    label: 'Your scheduled payments',
    detail: 'Payments planned for a later day, without the payee',
  },
  ReadScheduledPaymentsDetail: {
    cluster: 'Your Regular Payments',
    label: 'Your scheduled payments in full',
    detail: 'Payments planned for a later day, with the name and account of the payee',
    includes: 'ReadScheduledPaymentsBasic',
  },
  ReadDirectDebits: {
    cluster: 'Your Regular Payments',
    label: 'Your direct debits',
    detail: 'Who collects by direct debit, and what was collected last',
  },
  ReadTransactionsBasic: {
    cluster: 'Your Account Transactions',
    label: 'Your transactions',
    detail: 'Date, amount and status of each payment, without who it was from or to',
  },
  ReadTransactionsDetail: {
    cluster: 'Your Account Transactions',
    label: 'Your transactions in full',
    detail: 'Date, amount, description, and who each payment was from or to',
    includes: 'ReadTransactionsBasic',
  },
  ReadTransactionsCredits: {
    cluster: 'Your Account Transactions',
    label: 'Money in',
    detail: 'Payments that came into your accounts',
  },
  ReadTransactionsDebits: {
    cluster: 'Your Account Transactions',
    label: 'Money out',
    detail: 'Payments that left your accounts',
  },
  ReadStatementsBasic: {
    cluster: 'Your Statements',
    label: 'Your statements',
    detail: 'The period and kind of each statement, without its amounts',
  },
  ReadStatementsDetail: {
    cluster: 'Your Statements',
    label: 'Your statements in full',
    detail: 'Each statement with its amounts, fees, interest and rewards',
    includes: 'ReadStatementsBasic',
  },
  ReadProducts: {
    cluster: 'Your Account Features and Benefits',
    label: 'Your account products',
    detail: 'Which product each account is, with its fees, charges and rates',
  },
  ReadOffers: {
    cluster: 'Your Account Features and Benefits',
    label: 'Your offers',
    detail: 'Offers the bank made you, such as a higher limit or a better rate',
  },
  ReadParty: {
    cluster: 'Contact and party details',
    label: 'The account holders',
    detail: 'Names, addresses, telephone numbers and e-mail addresses of the account holders',
  },
  ReadPartyPSU: {
    cluster: 'Contact and party details',
    label: 'Your own details',
    detail: 'Your name, address, telephone number and e-mail address as the bank holds them',
  },
} as const satisfies Record<string, PermissionWording>;

export type Permission = keyof typeof permissionCatalogue;

export const permissionCodes = Object.keys(permissionCatalogue) as [Permission, ...Permission[]];

/** The lesser permission that a Detail permission includes. */
export function includedIn(permission: Permission): Permission | undefined {
  const wording: PermissionWording = permissionCatalogue[permission];
  return wording.includes as Permission | undefined;
}

/** What the permissions amount to once every Detail brings its Basic along. */
export function impliedPermissions(permissions: readonly Permission[]): ReadonlySet<Permission> {
  const implied = new Set(permissions);
  for (const permission of permissions) {
    const lesser = includedIn(permission);
    if (lesser !== undefined) implied.add(lesser);
  }
  return implied;
}

/** True when at least one of `anyOf` is held, Detail counting as its Basic too. */
export function permits(permissions: readonly Permission[], ...anyOf: Permission[]): boolean {
  const held = impliedPermissions(permissions);
  return anyOf.some((permission) => held.has(permission));
}
