/** What an entry is, in ISO 20022 bank transaction codes (domain PMNT) and in the bank's own word. */
export interface EntryKind {
  readonly family: string;
  readonly subFamily: string;
  readonly proprietary: string;
  readonly purpose?: string;
}

export const entryKinds = {
  salary: { family: 'RCDT', subFamily: 'SALA', proprietary: 'Salary', purpose: 'SALA' },
  benefit: { family: 'RCDT', subFamily: 'DMCT', proprietary: 'Credit', purpose: 'GOVT' },
  pension: { family: 'RCDT', subFamily: 'DMCT', proprietary: 'Credit', purpose: 'PENS' },
  'credit-transfer': { family: 'RCDT', subFamily: 'DMCT', proprietary: 'Credit' },
  takings: { family: 'MCRD', subFamily: 'POSP', proprietary: 'CardTakings' },
  'direct-debit': { family: 'RDDT', subFamily: 'PMDD', proprietary: 'DirectDebit' },
  'standing-order': { family: 'ICDT', subFamily: 'STDO', proprietary: 'StandingOrder' },
  transfer: { family: 'ICDT', subFamily: 'DMCT', proprietary: 'Transfer' },
  'debit-card': { family: 'CCRD', subFamily: 'POSD', proprietary: 'CardPayment', purpose: 'DCRD' },
  'credit-card': { family: 'CCRD', subFamily: 'POSC', proprietary: 'CardPayment', purpose: 'CCRD' },
  'card-refund': { family: 'CCRD', subFamily: 'RIMB', proprietary: 'CardRefund' },
  'cash-withdrawal': { family: 'CCRD', subFamily: 'CWDL', proprietary: 'Cash', purpose: 'CASH' },
  'move-out': { family: 'ICDT', subFamily: 'BOOK', proprietary: 'OwnTransfer', purpose: 'INTC' },
  'move-in': { family: 'RCDT', subFamily: 'BOOK', proprietary: 'OwnTransfer', purpose: 'INTC' },
  'interest-paid': { family: 'MCOP', subFamily: 'INTR', proprietary: 'Interest', purpose: 'INTE' },
  'interest-charged': {
    family: 'MDOP',
    subFamily: 'INTR',
    proprietary: 'Interest',
    purpose: 'INTE',
  },
  fee: { family: 'MDOP', subFamily: 'CHRG', proprietary: 'Fee' },
  opening: { family: 'MCOP', subFamily: 'OTHR', proprietary: 'BroughtForward' },
} as const satisfies Record<string, EntryKind>;

export type EntryKindName = keyof typeof entryKinds;
