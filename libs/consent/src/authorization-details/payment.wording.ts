import type { ConsentDescription } from './consent-description.js';
import { inWords, type PoundsOrEuros } from './money.js';
import { accountInWords, day, named } from './wording.js';

interface Initiation {
  readonly InstructedAmount: PoundsOrEuros;
  readonly CreditorAccount: { readonly Identification: string; readonly Name: string };
  readonly DebtorAccount?: { readonly Identification: string } | undefined;
  readonly RemittanceInformation?:
    { readonly Unstructured?: readonly string[] | undefined } | undefined;
  readonly RequestedExecutionDateTime?: string;
}

/**
 * One payment in words: how much to whom, and on which day where it is not at once; `tellsAccount` is true where the app
 * is told which account paid.
 */
export function describePayment(initiation: Initiation, tellsAccount = false): ConsentDescription {
  const { InstructedAmount, CreditorAccount, DebtorAccount, RemittanceInformation } = initiation;
  const { RequestedExecutionDateTime } = initiation;
  const due =
    RequestedExecutionDateTime === undefined ? undefined : new Date(RequestedExecutionDateTime);
  const [reference] = RemittanceInformation?.Unstructured ?? [];
  const amount = inWords(InstructedAmount);
  const payeeAccount = accountInWords(CreditorAccount.Identification);
  const { Name: payee } = CreditorAccount;
  const text = `pay ${amount} to ${payee.slice(0, 80)} (${payeeAccount})`;
  return {
    clusters: [],
    expiry: { text: 'Once, and not again' },
    payment: {
      money: InstructedAmount,
      ...{ amount, payee, payeeAccount },
      ...(reference !== undefined && { reference }),
      ...(due !== undefined && { due }),
      ...(tellsAccount && { tellsAccount }),
    },
    ...named(DebtorAccount),
    linked: {
      data: {
        ...(RequestedExecutionDateTime !== undefined && { RequestedExecutionDateTime }),
        ...{ InstructedAmount, CreditorAccount },
      },
      text: due === undefined ? text : `${text} on ${day(due)}`,
    },
  };
}
