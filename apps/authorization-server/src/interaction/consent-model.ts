import type { ConsentDescription } from '@sandbank/consent';
import type { CustomerAccount } from './bank-accounts.client.js';
import { grantChange } from './grant-change.js';
import { requestedIdentity } from './requested-identity.js';
import { canBear, requestedConsent } from './requested-consent.js';
import type { Step } from './step.js';
import type { ConsentModel } from './views/index.js';

const accountTypes: Readonly<Record<string, string>> = {
  CACC: 'Current account',
  SVGS: 'Savings account',
  CARD: 'Credit card',
  LOAN: 'Loan',
  MORT: 'Mortgage',
};

/** The consent page's model: what was asked for, in words, and the accounts to choose from. */
export function consentModel(
  step: Step,
  accounts: readonly CustomerAccount[],
  chosen: ReadonlySet<string> = new Set(),
): ConsentModel {
  const { interaction, client, issuer } = step;
  const { request, customer } = interaction;
  const words = requestedConsent(request);
  // Who sees accounts knows the customer again: that needs no word there, the name does.
  const identity = requestedIdentity(request);
  const told = words === undefined || identity.some(tellsMore) ? identity : [];
  const redirectUri = new URL(request.parameters['redirect_uri'] ?? issuer.url);
  return {
    ...step.journey('consent'),
    client: { name: client.client_name, logoUri: client.logo_uri, policyUri: client.policy_uri },
    customerName: customer?.name ?? '',
    change: grantChange(step, accounts),
    purpose: words?.purpose,
    clusters: [...(words?.clusters ?? []), ...told],
    history: words?.historyWindow?.text,
    expires: words?.expiry.at,
    accounts: accounts.map((account) => ({
      ...accountOption(account, chosen.has(account.AccountId) || words?.account !== undefined),
      unfit: unfitness(account, words),
    })),
    developer: {
      clientId: client.client_id,
      senderConstraint:
        request.dpopJkt === undefined
          ? 'DPoP (the key is named at the token endpoint)'
          : `DPoP key ${request.dpopJkt}`,
      resourceServer: issuer.resourceBase,
      scope: request.parameters['scope'] ?? '',
      authorizationDetails: JSON.stringify(request.authorizationDetails, null, 2),
    },
    redirectHost: redirectUri.host,
  };
}

const unfitness = (account: CustomerAccount, words: ConsentDescription | undefined) =>
  words === undefined || canBear(account, words) ? undefined : 'Not enough for this payment';

const tellsMore = ({ permissions }: { readonly permissions: readonly unknown[] }): boolean =>
  permissions.length > 1;

function accountOption(account: CustomerAccount, selected: boolean) {
  return {
    id: account.AccountId,
    name: account.Nickname,
    typeLabel: accountTypes[account.AccountTypeCode] ?? account.Description,
    maskedNumber: account.MaskedIdentification,
    balance: formattedBalance(account.Balance),
    holders: account.Holders,
    selected,
  };
}

// Making a format costs more than a hundred uses of it.
const formats = new Map<string, Intl.NumberFormat>();

function formattedBalance({ Amount, Currency, CreditDebitIndicator }: CustomerAccount['Balance']) {
  const known = formats.get(Currency);
  const format = known ?? new Intl.NumberFormat('en-GB', { style: 'currency', currency: Currency });
  if (known === undefined) formats.set(Currency, format);
  const sign = CreditDebitIndicator === 'Debit' ? '-' : '';
  return format.format(`${sign}${Amount}` as Intl.StringNumericLiteral);
}
