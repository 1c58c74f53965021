import type { JsonObject } from '@sandbank/crypto';
import { TestClock } from '@sandbank/testing';
import { OutgoingError, RemoteDocuments, type RemoteDocumentLimits } from '../../src/index.js';

const limits: RemoteDocumentLimits = {
  freshSecondsMin: 60,
  freshSecondsMax: 600,
  graceSeconds: 30,
  staleSeconds: 1000,
  askEverySeconds: 10,
  pauseSecondsMax: 40,
  documentsMax: 100,
  concurrentMax: 4,
  concurrentOfHostMax: 2,
  perTenSecondsMax: 20,
};
const url = 'https://keys.example/jwks';

let clock: TestClock;
let asked: string[];
let version: number;
let maxAgeSeconds: number | undefined;
let failure: OutgoingError | undefined;
/** Holds answers back until it is released. */
let gate: Promise<void> | undefined;

const source = {
  fetch: async (address: string) => {
    asked.push(address);
    await gate;
    if (failure !== undefined) throw failure;
    return { value: { version }, maxAgeSeconds };
  },
  read: (document: JsonObject) => {
    if (typeof document['version'] !== 'number') throw new RangeError('no version');
    return document['version'];
  },
};
const remembering = (changes: Partial<RemoteDocumentLimits> = {}) =>
  new RemoteDocuments(source, { ...limits, ...changes }, clock);
const settled = () => new Promise((resolve) => setImmediate(resolve));

let documents: RemoteDocuments<number>;
beforeEach(() => {
  clock = new TestClock();
  asked = [];
  version = 1;
  maxAgeSeconds = undefined;
  failure = undefined;
  gate = undefined;
  documents = remembering();
});

describe('RemoteDocuments', () => {
  it('asks once for everyone who waits, and not again while the document is fresh', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => documents.get(url)));
    expect(new Set(all)).toEqual(new Set([1]));
    clock.advance(599);
    await documents.get(url);
    expect(asked).toEqual([url]);
  });

  it.each([
    ['what the server says', 120, 120],
    ['a minute where it says less', 0, 60],
    ['ten minutes where it says more', 86_400, 600],
  ])('keeps a document for %s', async (_what, said, kept) => {
    maxAgeSeconds = said;
    await documents.get(url);
    clock.advance(kept - 1);
    await documents.get(url);
    expect(asked).toHaveLength(1);
    clock.advance(1);
    await documents.get(url);
    expect(asked).toHaveLength(2);
  });

  it('serves an old document for the time of grace, and then waits for the new one', async () => {
    await documents.get(url);
    version = 2;
    clock.advance(629);
    expect(await documents.get(url)).toBe(1);
    await settled();
    expect(await documents.get(url)).toBe(2);
    version = 3;
    clock.advance(630);
    expect(await documents.get(url)).toBe(3);
  });

  it('asks again when the document does not suffice, at a bounded rate', async () => {
    const atLeast = (wanted: number) => (known: number) => known >= wanted;
    await documents.get(url);
    version = 2;
    expect(await documents.get(url, atLeast(2))).toBe(1);
    clock.advance(10);
    expect(await documents.get(url, atLeast(2))).toBe(2);
    for (let time = 0; time < 50; time += 1) await documents.get(url, atLeast(9));
    expect(asked).toHaveLength(2);
    clock.advance(10);
    await Promise.all(Array.from({ length: 50 }, () => documents.get(url, atLeast(9))));
    expect(asked).toHaveLength(3);
  });

  it('believes the last document while the server fails, for so long and no longer', async () => {
    await documents.get(url);
    failure = new OutgoingError('too_slow', 'it is slow');
    clock.advance(700);
    expect(await documents.get(url)).toBe(1);
    clock.advance(899);
    expect(await documents.get(url)).toBe(1);
    clock.advance(1);
    await expect(documents.get(url)).rejects.toBe(failure);
  });

  it('waits for a failing server once, and then asks behind the back of requests', async () => {
    await documents.get(url);
    failure = new OutgoingError('too_slow', 'it is slow');
    clock.advance(700);
    await documents.get(url);
    let release = (): void => undefined;
    gate = new Promise((resolve) => (release = resolve));
    clock.advance(10);
    expect(await documents.get(url)).toBe(1);
    expect(asked).toHaveLength(3);
    release();
  });

  it('pauses longer after each failure in a row, up to a bound', async () => {
    failure = new OutgoingError('redirected', 'it redirects');
    const askedAfter: number[] = [];
    for (let second = 0; second <= 120; second += 1) {
      const before = asked.length;
      await expect(documents.get(url)).rejects.toBe(failure);
      if (asked.length > before) askedAfter.push(second);
      clock.advance(1);
    }
    expect(askedAfter).toEqual([0, 10, 30, 70, 110]);
    failure = undefined;
    clock.advance(40);
    expect(await documents.get(url)).toBe(1);
    // A success begins the count anew.
    failure = new OutgoingError('redirected', 'it redirects again');
    clock.advance(2000);
    asked.length = 0;
    for (let time = 0; time < 2; time += 1) {
      await expect(documents.get(url)).rejects.toBe(failure);
      clock.advance(10);
    }
    expect(asked).toHaveLength(2);
  });

  it('tells what is wrong with a document that cannot be used', async () => {
    const failures: string[] = [];
    const onFailure = (error: OutgoingError): number => failures.push(error.code);
    const broken = new RemoteDocuments(
      { ...source, fetch: async () => ({ value: {}, maxAgeSeconds }), onFailure },
      limits,
      clock,
    );
    await expect(broken.get(url)).rejects.toMatchObject({
      code: 'not_usable',
      message: 'no version',
    });
    expect(failures).toEqual(['not_usable']);
  });

  it('gives a slow host its own turns and not those of others', async () => {
    let release = (): void => undefined;
    gate = new Promise((resolve) => (release = resolve));
    const slow = [1, 2].map((number) => documents.get(`https://slow.example/${number}`));
    await expect(documents.get('https://slow.example/3')).rejects.toMatchObject({ code: 'busy' });
    const others = [documents.get('https://a.example/'), documents.get('https://b.example/')];
    await expect(documents.get('https://c.example/')).rejects.toMatchObject({ code: 'busy' });
    expect(asked).toHaveLength(4);
    release();
    await Promise.all([...slow, ...others]);
    expect(await documents.get('https://slow.example/3')).toBe(1);
  });

  it('begins so many fetches within ten seconds and no more', async () => {
    clock.set('2026-03-01T12:00:00Z');
    for (let number = 0; number < 20; number += 1)
      await documents.get(`https://host-${number}.example/`);
    await expect(documents.get('https://late.example/')).rejects.toMatchObject({ code: 'busy' });
    expect(await documents.get('https://host-7.example/')).toBe(1);
    clock.advance(10);
    expect(await documents.get('https://late.example/')).toBe(1);
  });

  it('forgets the documents that were used longest ago, beyond so many', async () => {
    documents = remembering({ documentsMax: 2 });
    for (const host of ['a', 'b', 'a', 'c', 'a']) await documents.get(`https://${host}.example/`);
    expect(asked).toHaveLength(3);
    await documents.get('https://b.example/');
    expect(asked).toHaveLength(4);
  });

  it('goes on when the clock is set back', async () => {
    await documents.get(url);
    clock.advance(-7200);
    version = 2;
    await documents.get(url);
    await settled();
    expect(await documents.get(url)).toBe(2);
  });
});
