import fc from 'fast-check';
import { everyPermission, Harness } from './harness.js';

let bank: Harness;
let everyday: string;
let everything: string;

const wish = {
  ...{ customer: 'Maya', accounts: ['Everyday', 'Credit card'], permissions: everyPermission },
};

beforeAll(async () => {
  bank = await Harness.start();
  everyday = await bank.accountId('Everyday');
  everything = (await bank.grant(wish)).token;
}, 60_000);
afterAll(() => bank.stop());

interface Page {
  readonly Data: { readonly Transaction: readonly { readonly BookingDateTime: string }[] };
  readonly Links: Readonly<Record<'Next' | 'Last', string | undefined>>;
  readonly Meta: { readonly TotalPages: number };
}

async function page(path: string, token = everything): Promise<Page> {
  const answer = await bank.call(path, token);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
  return answer.json<Page>();
}

describe('a cursor', () => {
  const next = async (token = everything): Promise<URL> => {
    const { Links } = await page(`/accounts/${everyday}/transactions?pageSize=50`, token);
    return new URL(Links.Next!);
  };
  const refused = async (url: string, token = everything): Promise<void> => {
    const answer = await bank.call(url, token);
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ Errors: [{ ErrorCode: 'U002', Path: 'page' }] });
  };

  it('altered anywhere, cut off or made longer is refused', async () => {
    const url = await next();
    const cursor = url.searchParams.get('page')!;
    const altered = fc.oneof(
      fc
        .tuple(fc.nat(cursor.length - 1), fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_'))
        .map(([at, letter]) => cursor.slice(0, at) + letter + cursor.slice(at + 1)),
      fc.nat(cursor.length - 1).map((length) => cursor.slice(0, length)),
      fc.string({ minLength: 1, maxLength: 40 }).map((more) => cursor + more),
      fc.string({ maxLength: 700 }),
      fc.base64String({ maxLength: 700 }),
    );
    await fc.assert(
      fc.asyncProperty(altered, async (text) => {
        if (text === cursor) return;
        url.searchParams.set('page', text);
        await refused(url.href);
      }),
      { numRuns: 60 },
    );
  });

  it.each(['', 'x', '%00', '%F0%9F%92%B0', 'A'.repeat(5000), '..', 'null', '%2B', '{}'])(
    'made up (%#) is refused',
    async (cursor) => {
      await refused(`/transactions?page=${cursor}`);
    },
  );

  it('given twice is refused', async () => {
    const { href, searchParams } = await next();
    await refused(`${href}&page=${searchParams.get('page')}`);
  });

  it.each(['fromBookingDateTime', 'toBookingDateTime'])(
    'under another %s is refused',
    async (name) => {
      const url = await next();
      url.searchParams.set(name, '2026-01-01T00:00:00Z');
      await refused(url.href);
    },
  );

  it('with another page size is refused', async () => {
    const url = await next();
    url.searchParams.set('pageSize', '51');
    await refused(url.href);
  });

  it('of another account, or of all of them, is refused', async () => {
    const url = await next();
    const card = await bank.accountId('Credit card');
    await refused(url.href.replace(everyday, card));
    await refused(`/transactions${url.search}`);
  });

  it('of another grant is refused, though customer, account and client are the same', async () => {
    const url = await next();
    const { token } = await bank.grant(wish);
    await refused(url.href, token);
    expect((await bank.call(url.href, everything)).status).toBe(200);
  });

  it('of another client’s grant is refused', async () => {
    const clientId = 'client-ledgerly';
    const { token } = await bank.grant({ ...wish, clientId });
    await refused((await next()).href, token);
    await refused((await next(token)).href);
  });

  it('of a list that showed another side is refused', async () => {
    const debits = everyPermission.filter((one) => one !== 'ReadTransactionsCredits');
    const first = await bank.grant({ ...wish, permissions: debits });
    const url = await next(first.token);
    expect((await bank.call(url.href, first.token)).status).toBe(200);
    const both = await bank.addTo(first, { ...wish, permissions: everyPermission });
    await refused(url.href, both.token);
  });

  it('is good for as long as the token is, and again and again', async () => {
    const { href } = await next();
    const answers = [await page(href), await page(href), await page(href)];
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });
});

describe('the ends of a window', () => {
  const answerTo = (query: string) => bank.call(`/transactions?${query}`, everything);
  const count = async (query: string): Promise<number> =>
    (await page(`/transactions?pageSize=1000&${query}`)).Data.Transaction.length;

  it.each([
    ['fromBookingDateTime', 'yesterday'],
    ['fromBookingDateTime', '2026-02-30'],
    ['fromBookingDateTime', '2026-13-01'],
    ['fromBookingDateTime', '2026-01-01T24:00:00'],
    ['fromBookingDateTime', '2026-01-01T23:59:60Z'],
    ['fromBookingDateTime', '2026-01-01T25:00:00'],
    ['fromBookingDateTime', '-000001-01-01'],
    ['fromBookingDateTime', '%2B012026-01-01'],
    ['fromBookingDateTime', '1767225600'],
    ['fromBookingDateTime', '2026-01-01%00'],
    ['toBookingDateTime', '0000-01-01'],
    ['toBookingDateTime', '0000-12-31T23:59:59.999Z'],
    ['toBookingDateTime', ''],
    ['toBookingDateTime', '20260101'],
    ['toBookingDateTime', '2026-1-1'],
    ['toBookingDateTime', '٢٠٢٦-٠١-٠١'],
    ['toBookingDateTime', '2026-01-01T00:00:00 Europe/London'],
    ['toBookingDateTime', '2026-01-01T00:00:00GMT'],
    ['toBookingDateTime', '2026-01-01T00:00:00.1234567890Z'],
    ['toBookingDateTime', 'infinity'],
    ['toBookingDateTime', '2026-01-01&toBookingDateTime=2026-01-02'],
  ])('%s=%s is refused', async (name, value) => {
    const answer = await answerTo(`${name}=${value}`);
    const { Errors } = answer.json<{ Errors: { ErrorCode: string; Path: string }[] }>();
    expect([answer.status, Errors[0]!.Path]).toEqual([400, name]);
    expect(['U002', 'U003']).toContain(Errors[0]!.ErrorCode);
  });

  it.each([
    ['2026-02-02', '2026-02-01'],
    ['2026-02-01T00:00:00.001Z', '2026-02-01T00:00:00Z'],
    ['9999-12-31', '0001-01-01'],
    // The zone is ignored: what is earlier in some zone is later here.
    ['2026-02-01T12:00:00-11:00', '2026-02-01T11:59:59%2B14:00'],
  ])('%s to %s, the wrong way round, is refused', async (from, to) => {
    const answer = await answerTo(`fromBookingDateTime=${from}&toBookingDateTime=${to}`);
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({
      Errors: [{ ErrorCode: 'U003', Path: 'toBookingDateTime' }],
    });
  });

  it('in the far past and the far future are as good as none', async () => {
    const all = await count('');
    for (const query of [
      'fromBookingDateTime=0001-01-01',
      'fromBookingDateTime=1582-10-10T12:00:00Z&toBookingDateTime=9999-12-31',
      'toBookingDateTime=9999-12-31T23:59:59.999Z',
      'fromBookingDateTime=0001-01-01T00:00:00.001Z&toBookingDateTime=9999-12-31T23:59:59.999999999Z',
    ]) {
      expect([query, await count(query)]).toEqual([query, all]);
    }
    for (const query of [
      'toBookingDateTime=0001-01-01',
      'fromBookingDateTime=9999-12-31T23:59:59.999Z',
      'fromBookingDateTime=0099-01-01&toBookingDateTime=0100-01-01',
    ]) {
      expect([query, await count(query)]).toEqual([query, 0]);
    }
  });

  it.each(['%2B00:00', 'Z', '%2B14:00', '-12:00', '%2B0530', '-0000', '%2B99:99'])(
    'in the zone %s are read as UTC',
    async (zone) => {
      const from = `fromBookingDateTime=2026-10-01T13:00:00${zone}`;
      expect(await count(from)).toBe(await count('fromBookingDateTime=2026-10-01T13:00:00'));
    },
  );

  it('cut the list where they stand, whichever millisecond that is, and it is counted right', async () => {
    const times = (await page('/transactions?pageSize=1000')).Data.Transaction.map(
      ({ BookingDateTime }) => Date.parse(BookingDateTime),
    );
    const near = fc
      .tuple(fc.constantFrom(...times), fc.integer({ min: -90_000_000, max: 90_000_000 }))
      .chain(([at, off]) => fc.constantFrom(at, at + 1, at - 1, at + off));
    await fc.assert(
      fc.asyncProperty(near, near, async (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const [first, last] = [from, to].map((at) => new Date(at).toISOString());
        const path = `/transactions?pageSize=25&fromBookingDateTime=${first}&toBookingDateTime=${last}`;
        const { Meta, Links } = await page(path);
        const [row] = await bank.test.query<{ count: number }>(
          `SELECT count(*)::integer FROM resource_server.ledger_entry e
           JOIN resource_server.account a ON a.id = account_id
           WHERE nickname IN ('Everyday', 'Credit card') AND booked_at BETWEEN $1 AND $2`,
          [first, last],
        );
        expect(Meta.TotalPages).toBe(Math.max(1, Math.ceil(row!.count / 25)));
        const end = await page(Links.Last!);
        expect(end.Data.Transaction).toHaveLength(row!.count - 25 * (Meta.TotalPages - 1));
      }),
      { numRuns: 40 },
    );
  });
});
