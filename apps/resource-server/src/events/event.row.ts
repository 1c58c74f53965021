import type { EventType } from './event-types.js';

/** An event that one client is told, as it is signed. */
export interface EventRow {
  readonly jti: string;
  readonly bank_slug: string;
  readonly client_id: string;
  readonly event_type: EventType;
  /** `pisp/domestic-payments`. */
  readonly resource_path: string;
  readonly resource_id: string;
  readonly happened_at: Date;
  readonly transaction_id: string;
}

/** Its columns, of a table called `alias`. */
export const eventColumns = (alias: string): string =>
  [
    'jti',
    'bank_slug',
    'client_id',
    'event_type',
    'resource_path',
    'resource_id',
    'happened_at',
    'transaction_id',
  ]
    .map((column) => `${alias}.${column}`)
    .join(', ');
