import { copyLine } from '@sandbank/platform';
import type { GeneratedJournal } from '../life.js';
import { entryRows } from '../rows.js';
import { copies } from './generate.statements.js';
import type { Load, Share } from './load.js';
import { beginningOf } from './transaction.js';

/** Generated accounts have a sort code of their own, so that their running numbers meet no other account's. */
const sortCode = '001221';

const identificationOf = ({ numbersBefore }: Load, { place }: Share): string =>
  sortCode + String(numbersBefore + place + 1).padStart(8, '0');

/** A customer, their account, its balance and who holds it: the columns of `copies`. */
export function customerRows(load: Load, share: Share) {
  const { accountId } = share;
  const { id, name } = share.customer;
  return {
    customer: [id, load.bank, name, 'Generated for tests under load'],
    account: [
      ...[accountId, load.bank, 'customer', 'GBP', 'Personal', 'CACC', 'Harbour Current'],
      ...[name, 'UK.OBIE.SortCodeAccountNumber', identificationOf(load, share)],
      new Date(beginningOf(load)),
    ],
    account_balance: [accountId, 'GBP', 0],
    account_holder: [id, accountId],
  } as const;
}

export const journalLine = ({ bank }: Load, { id, at }: GeneratedJournal): string =>
  copyLine([id, bank, new Date(at), 'seed']);

const inPounds = { currencyOf: () => 'GBP' as const };

/** Both legs of a journal. */
export const entryLine = (journal: GeneratedJournal): string[] =>
  entryRows(journal, inPounds).map((row) =>
    copyLine(copies.ledger_entry.map((column) => row[column])),
  );
