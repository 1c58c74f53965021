import type { EntryKindName } from '../ledger/entry-kinds.js';

/** What the generated life may ask of the books before it decides. */
export interface Books {
  balance(accountId: string): number;
  /** Balance and limit together: what can still leave the account. */
  available(accountId: string): number;
  /** Whether the event with this key was posted. */
  posted(key: string): boolean;
}

/** How the holder reads an entry. */
export interface Narrative {
  readonly kind: EntryKindName;
  readonly information: string;
  readonly category?: string;
  readonly reference?: string;
  readonly merchantName?: string;
  readonly merchantCategoryCode?: string;
  readonly counterpartyName?: string;
  readonly counterpartyIdentification?: string;
  readonly cardAuthorisation?: 'Contactless' | 'PIN' | 'ConsumerDevice' | 'None';
}

/** One side of a journal. A leg without narrative belongs to one of the bank's own accounts. */
export interface Leg {
  readonly accountId: string;
  readonly amountMinor: number;
  readonly narrative?: Narrative;
}

/** Something that may happen at an instant; it decides by the state of the books at that instant. */
export interface LifeEvent {
  /** Unique: the ids of its journal and entries come from it. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The legs, which sum to zero; undefined when nothing happens after all. */
  readonly legs: (books: Books) => readonly Leg[] | undefined;
  /** The key of the event that this one answers: without it, nothing happens. */
  readonly answers?: { readonly key: string; readonly at: number };
}
