import type { Database } from '@sandbank/platform';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TransactionsStore, type TransactionList } from '../src/transactions/transactions.store.js';
import type { Harness } from './harness.js';

/** The two accounts that stand side by side: by their URL, and as the store knows them. */
interface Sides {
  readonly small: string;
  readonly large: string;
  readonly lists: { readonly small: TransactionList; readonly large: TransactionList };
}

const rounds = 5;
const callsPerRound = 60;
const pageSize = 100;

/** Times pages of transactions, those of one account in turn with those of the other. */
export class PageTimes {
  private serverMilliseconds = 0;

  constructor(
    private readonly bank: Harness,
    private readonly token: string,
    private readonly database: Database,
  ) {
    // From the request's headers to the last byte of the answer, as the server sees it.
    bank.application.getHttpServer().on('request', (_: IncomingMessage, answer: ServerResponse) => {
      const began = performance.now();
      answer.once('finish', () => (this.serverMilliseconds = performance.now() - began));
    });
  }

  /** Median milliseconds of statements and of whole requests, by page. */
  async measured({ small, large, lists }: Sides) {
    const store = new TransactionsStore(this.database);
    const { walk } = await store.first(lists.large, pageSize);
    const oldest = { bookedAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' };
    const cursor = { walk, id: '80000000-0000-0000-0000-000000000000' };
    const middle = {
      ...cursor,
      page: 500,
      side: 'after',
      bookedAt: '2026-02-20T12:00:00Z',
    } as const;
    const last = { ...cursor, ...oldest, page: 1000, side: 'before' } as const;
    const urls = await this.urlsOf(large);
    return {
      statement: await inTurn({
        small: () => timed(() => store.first(lists.small, pageSize)),
        first: () => timed(() => store.first(lists.large, pageSize)),
        middle: () => timed(() => store.at(lists.large, middle, pageSize)),
        last: () => timed(() => store.at(lists.large, last, pageSize)),
      }),
      request: await inTurn({
        small: () => this.called(small),
        first: () => this.called(large),
        middle: () => this.called(urls.middle),
        last: () => this.called(urls.last),
      }),
    };
  }

  private async called(url: string): Promise<number> {
    const answer = await this.bank.call(url, this.token);
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
    return this.serverMilliseconds;
  }

  /** Where links lead to from the first page: the last one, and one after hundreds of others. */
  private async urlsOf(first: string): Promise<{ middle: string; last: string }> {
    interface Linked {
      readonly Links: { readonly Next: string; readonly Last: string };
    }
    const links = async (url: string) =>
      (await this.bank.call(url, this.token)).json<Linked>().Links;
    const { Last: last } = await links(first);
    let middle = first;
    for (let page = 1; page < 500; page += 1) middle = (await links(middle)).Next;
    return { middle, last };
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The median of each, all of them called one after the other, again and again; the first round warms up. */
async function inTurn<Name extends string>(
  calls: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(calls) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let call = 0; call < rounds * callsPerRound; call += 1) {
    for (const name of names) {
      const milliseconds = await calls[name]();
      if (call >= callsPerRound) times.get(name)?.push(milliseconds);
    }
  }
  const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<
    Name,
    number
  >;
}
