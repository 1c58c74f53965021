import { z } from 'zod';
import type { ResourceConsent } from '@sandbank/consent';
import { maskedCardNumber } from '../../access/permitted-fields.js';
import { money } from '../../ledger/money.js';
import { may } from '../../open-banking/consented.js';
import { monthOf, statementReference, type StatementRow } from '../statement.resource.js';

/** What the API's document says of a statement's file. */
export const statementFileAnswer = {
  schema: z.string().meta({ format: 'binary', description: 'A document of A4 pages.' }),
  mediaType: 'application/pdf',
};

/** A statement with its account and one of its entries. */
export interface StatementFileRow extends StatementRow {
  readonly description: string;
  readonly nickname: string | null;
  readonly holder_name: string;
  readonly scheme_name: string;
  readonly identification: string;
  /** How many entries the month has. */
  readonly entries: number;
  readonly entry_id: string | null;
  readonly booked_at: Date;
  readonly amount_minor: string;
  readonly information: string | null;
  readonly proprietary_code: string;
}

/** What a page shows: words and amounts as they are printed. */
export interface StatementFile {
  readonly bank: string;
  readonly month: string;
  readonly reference: string;
  readonly account: string;
  /** Under Detail permissions alone. */
  readonly holder: string | undefined;
  readonly number: string | undefined;
  readonly createdAt: Date;
  readonly summary: readonly { readonly label: string; readonly amount: string }[];
  readonly lines: readonly StatementLine[];
  /** What the reader is told instead of, or beside, the lines. */
  readonly remark: string | undefined;
}

export interface StatementLine {
  readonly date: string;
  readonly text: string;
  readonly out: string;
  readonly in: string;
  /** Empty where some entries are not shown: a balance would tell of them. */
  readonly balance: string;
}

/** Entries of one file at most: some fifty pages. */
export const linesMax = 2000;

/** What a consent leaves of a statement's file: account number, entries and narratives each under its own permission. */
export function statementFile(
  rows: readonly [StatementFileRow, ...StatementFileRow[]],
  consent: ResourceConsent,
  bank: string,
): StatementFile {
  const [first] = rows;
  const entries = mayReadTransactions(consent) ? rows.filter((row) => row.entry_id !== null) : [];
  const detail = may(consent, 'ReadAccountsDetail');
  return {
    bank,
    month: monthOf(first),
    reference: statementReference(first),
    account: first.nickname ?? first.description,
    holder: detail ? first.holder_name : undefined,
    number: detail ? shownNumber(first, consent) : undefined,
    createdAt: first.created_at,
    summary: [
      { label: 'Opening balance', amount: printed(first.opening_minor, first.currency) },
      { label: 'Money in', amount: printed(first.credits_minor, first.currency) },
      { label: 'Money out', amount: printed(first.debits_minor.replace('-', ''), first.currency) },
      { label: 'Closing balance', amount: printed(first.closing_minor, first.currency) },
    ],
    lines: linesOf(entries, first, may(consent, 'ReadTransactionsDetail')),
    remark: remarkOf(first, entries.length, consent),
  };
}

const mayReadTransactions = (consent: ResourceConsent): boolean =>
  may(consent, 'ReadTransactionsBasic', 'ReadTransactionsDetail');

function linesOf(
  entries: readonly StatementFileRow[],
  { opening_minor: opening, entries: all, currency }: StatementFileRow,
  isDetailed: boolean,
): StatementLine[] {
  let balance = BigInt(opening);
  return entries.map((entry) => {
    balance += BigInt(entry.amount_minor);
    const isDebit = entry.amount_minor.startsWith('-');
    const amount = printed(entry.amount_minor.replace('-', ''), currency);
    return {
      date: dayFormat.format(entry.booked_at),
      text: (isDetailed ? entry.information : null) ?? spaced(entry.proprietary_code),
      out: isDebit ? amount : '',
      in: isDebit ? '' : amount,
      balance: entries.length === all ? printed(String(balance), currency) : '',
    };
  });
}

const remarkOf = ({ entries }: StatementFileRow, shown: number, consent: ResourceConsent) => {
  if (shown === entries) return entries === 0 ? 'Nothing was booked this month.' : undefined;
  if (!mayReadTransactions(consent)) return 'Transactions are not shared with the reader.';
  if (shown >= linesMax) return `These are the first ${linesMax} of ${entries} transactions.`;
  return 'Only some of the transactions are shared with the reader.';
};

function shownNumber(row: StatementFileRow, consent: ResourceConsent): string {
  const { scheme_name: scheme, identification: number } = row;
  const inFours = (text: string) => text.replace(/(.{4})(?=.)/g, '$1 ');
  if (scheme === 'UK.OBIE.PAN')
    return `Card ${inFours(may(consent, 'ReadPAN') ? number : maskedCardNumber(number))}`;
  if (scheme === 'UK.OBIE.IBAN') return `IBAN ${inFours(number)}`;
  const [sortCode, account] = [number.slice(0, 6), number.slice(6)];
  return `Sort code ${sortCode.replace(/(..)(?=.)/g, '$1-')} · Account ${account}`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  ...{ day: '2-digit', month: 'short', timeZone: 'UTC' },
});
const signs: Readonly<Record<string, string>> = { GBP: '£', EUR: '€' };

/** An amount for the eye: `–£1,234.50`, with a dash where the fonts have no minus. */
function printed(minor: string, currency: string): string {
  const { Amount } = money(minor, currency);
  const grouped = Amount.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');
  return `${minor.startsWith('-') ? '–' : ''}${signs[currency] ?? `${currency} `}${grouped}`;
}

/** The bank's own word for a kind of entry: `DirectDebit` is read `Direct debit`. */
const spaced = (code: string): string => {
  const words = code.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
};
