import { generatedCustomer, type GeneratedCustomer } from '@sandbank/platform';
import { idAt } from '../deterministic.js';

/** How many customers and transactions one load has; all of it follows from these members. */
export interface Load {
  readonly bank: string;
  readonly seed: string;
  readonly customers: number;
  readonly transactions: number;
  /** When the last transactions happened. */
  readonly endsAt: Date;
  /** How many customers other loads of the bank have before this one: account numbers go on from there. */
  readonly numbersBefore: number;
  /** What one transaction of the database writes: bounded, whether customers are many or one has very much. */
  readonly unitsPerChunk: number;
}

/** One customer of a load, and which of their transactions belong to a chunk. */
export interface Share {
  readonly customer: GeneratedCustomer;
  /** Their account: they have one. */
  readonly accountId: string;
  readonly place: number;
  /** True in the chunk that the customer begins in. */
  readonly isNew: boolean;
  /** The transactions from here to before `to`, counted from 0. */
  readonly from: number;
  readonly to: number;
  /** How many the customer has in all chunks together. */
  readonly total: number;
}

/** A customer is one unit, and so is each of their transactions. */
const unitsOf = ({ customers, transactions }: Load): number => customers + transactions;

export const chunksOf = (load: Load): number => Math.ceil(unitsOf(load) / load.unitsPerChunk);

/** Transactions that are written once so many chunks are done, for people who wait. */
export const transactionsAfter = (load: Load, chunks: number): number =>
  Math.round((load.transactions * Math.min(chunks, chunksOf(load))) / chunksOf(load));

/** Transactions are dealt out evenly; the first customers have one more where it does not come out even. */
const transactionsOf = ({ customers, transactions }: Load, place: number): number =>
  Math.floor(transactions / customers) + (place < transactions % customers ? 1 : 0);

/** The first unit of the customer at a place. */
const unitsBefore = ({ customers, transactions }: Load, place: number): number =>
  place * (1 + Math.floor(transactions / customers)) + Math.min(place, transactions % customers);

/** The customers of a chunk, from 0, each with their share in it. */
export function* sharesOf(load: Load, chunk: number): Iterable<Share> {
  const first = chunk * load.unitsPerChunk;
  const end = Math.min(first + load.unitsPerChunk, unitsOf(load));
  for (let place = placeOfUnit(load, first); place < load.customers; place += 1) {
    const before = unitsBefore(load, place);
    if (before >= end) return;
    const total = transactionsOf(load, place);
    const customer = generatedCustomer(load.bank, load.seed, place);
    yield {
      ...{ customer, accountId: idAt(0, customer.id, 'account'), place, total },
      isNew: before >= first,
      from: Math.max(0, first - before - 1),
      to: Math.min(total, end - before - 1),
    };
  }
}

function placeOfUnit(load: Load, unit: number): number {
  const each = 1 + Math.floor(load.transactions / load.customers);
  const larger = load.transactions % load.customers;
  const inLarger = larger * (each + 1);
  return unit < inLarger
    ? Math.floor(unit / (each + 1))
    : larger + Math.floor((unit - inLarger) / each);
}
