import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@sandbank/platform';
import type { ConsentedCall } from '../open-banking/consented.js';
import { consentedWindow, type BookingWindow } from '../transactions/booking-window.js';
import type { StatementFileRow } from './file/statement-file.model.js';
import type { StatementRow } from './statement.resource.js';
import {
  statementById,
  statementsOfConsent,
  statementWithEntries,
} from './statements.statements.js';

/** A statement, or an account that has none. */
export type MaybeStatement<Row> = Row | { readonly id: null };

/** Which entries of a month may be seen. */
export interface VisibleEntries {
  readonly credits: boolean;
  readonly debits: boolean;
  readonly most: number;
}

/** Statements of the accounts behind a call: one statement of the database each. */
@Injectable()
export class StatementsStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  async list(
    call: ConsentedCall,
    { from, to }: BookingWindow,
  ): Promise<MaybeStatement<StatementRow>[]> {
    const values = [...valuesOf(call), from ?? '-infinity', to ?? 'infinity'];
    return this.database.query(statementsOfConsent, values);
  }

  async byId(call: ConsentedCall, id: string): Promise<MaybeStatement<StatementRow>[]> {
    return this.database.query(statementById, [...valuesOf(call), id]);
  }

  /** One row for each entry, at most `most`; one row without `entry_id` when there is none. */
  async withEntries(
    call: ConsentedCall,
    id: string,
    { credits, debits, most }: VisibleEntries,
  ): Promise<MaybeStatement<StatementFileRow>[]> {
    const values = [...valuesOf(call), id, credits, debits, most];
    return this.database.query(statementWithEntries, values);
  }
}

const valuesOf = ({ bank, customerId, accounts }: ConsentedCall): unknown[] => {
  const windows = [...accounts.values()].map(consentedWindow);
  return [
    ...[customerId, bank, [...accounts.keys()]],
    windows.map(({ from }) => from ?? '-infinity'),
    windows.map(({ to }) => to ?? 'infinity'),
  ];
};
