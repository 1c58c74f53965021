import type { RejectionPlace } from '../refusals/rejection-page.js';

/** DI token of where the records are served. */
export const RECORDS_PLACE = Symbol('RECORDS_PLACE');

/** The server whose records they are; `url` is its own, without a trailing slash. */
export type RecordsPlace = RejectionPlace;

/** The banks of a server, as far as its records ask. */
export abstract class RecordedBanks {
  /** @throws a refusal of status 404 for a bank that is not there. */
  abstract assertServed(bank: string): Promise<void>;
}
