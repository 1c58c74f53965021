import { authorizationDetailsType } from '@sandbank/consent';
import type { CustomerAccount } from './bank-accounts.client.js';
import type { Step } from './interaction-steps.js';
import type { ConsentModel } from './views/index.js';

const accountTypes: Readonly<Record<string, string>> = {
  CACC: 'Current account',
  SVGS: 'Savings account',
  CARD: 'Credit card',
  LOAN: 'Loan',
  MORT: 'Mortgage',
};

/** The consent page's model: what was asked for, in words, and the accounts to choose from. */
export function consentModel(step: Step, accounts: readonly CustomerAccount[]): ConsentModel {
  const { interaction, client, issuer } = step;
  const { request, customer } = interaction;
  const [details] = request.authorizationDetails;
  const words = details && authorizationDetailsType(details.type)?.describe(details);
  const redirectUri = new URL(request.parameters['redirect_uri'] ?? issuer.url);
  return {
    ...step.journey('consent'),
    client: { name: client.client_name, logoUri: client.logo_uri, policyUri: client.policy_uri },
    customerName: customer?.name ?? '',
    purpose: words?.purpose,
    clusters: words?.clusters ?? [],
    historyFrom: words?.historyWindow?.from,
    historyTo: words?.historyWindow?.to,
    expires: words?.expiry.at,
    accounts: accounts.map(accountOption),
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

function accountOption(account: CustomerAccount) {
  return {
    id: account.AccountId,
    name: account.Nickname,
    typeLabel: accountTypes[account.AccountTypeCode] ?? account.Description,
    maskedNumber: account.MaskedIdentification,
    balance: formattedBalance(account.Balance),
    holders: account.Holders,
    selected: false,
  };
}

function formattedBalance(balance: CustomerAccount['Balance']): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency: balance.Currency });
  const sign = balance.CreditDebitIndicator === 'Debit' ? '-' : '';
  return format.format(`${sign}${balance.Amount}` as Intl.StringNumericLiteral);
}
