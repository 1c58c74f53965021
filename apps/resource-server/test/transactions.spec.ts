import { statement } from '@sandbank/platform';
import { randomUUID } from 'node:crypto';
import { everyPermission, Harness } from './harness.js';

let bank: Harness;
let everyday: string;
let everything: string;

beforeAll(async () => {
  bank = await Harness.start();
  everyday = await bank.accountId('Everyday');
  const { token } = await bank.grant({
    customer: 'Maya',
    accounts: ['Everyday', 'Credit card'],
    permissions: everyPermission,
  });
  everything = token;
}, 60_000);
afterAll(() => bank.stop());

interface Transaction {
  readonly TransactionId: string;
  readonly AccountId: string;
  readonly BookingDateTime: string;
  readonly CreditDebitIndicator: string;
  readonly Amount: { readonly Amount: string };
  readonly CardInstrument?: { readonly Identification: string };
}

interface Page {
  readonly Data: { readonly Transaction: readonly Transaction[] };
  readonly Links: Readonly<Record<'Self' | 'First' | 'Prev' | 'Next' | 'Last', string | undefined>>;
  readonly Meta: {
    readonly TotalPages: number;
    readonly FirstAvailableDateTime?: string;
    readonly LastAvailableDateTime?: string;
  };
}

async function page(path: string, token = everything): Promise<Page> {
  const answer = await bank.call(path, token);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
  return answer.json<Page>();
}

const idsOf = ({ Data }: Page): string[] => Data.Transaction.map((one) => one.TransactionId);

async function walk(start: Page, way: 'Next' | 'Prev', token = everything): Promise<Page[]> {
  const pages = [start];
  for (let link = start.Links[way]; link !== undefined; link = pages.at(-1)!.Links[way]) {
    pages.push(await page(link, token));
  }
  return pages;
}

/** The ids as the ledger has them, the newest first. */
async function ledgerIds(...nicknames: string[]): Promise<string[]> {
  const rows = await bank.test.query<{ id: string }>(
    `SELECT e.id FROM resource_server.ledger_entry e JOIN resource_server.account a ON a.id = account_id
     WHERE nickname = ANY($1) ORDER BY booked_at DESC, e.id DESC`,
    [nicknames],
  );
  return rows.map(({ id }) => id);
}

let posted = 0;
async function post(bookedAt: string, amountMinor = -100): Promise<void> {
  const database = bank.test.connect('resourceServer', 1);
  const [world] = await bank.test.query<{ id: string }>(
    `SELECT id FROM resource_server.account WHERE identification = 'settlement'`,
  );
  await database.query(
    statement(
      `spec.post.${(posted += 1)}`,
      `WITH j AS (INSERT INTO resource_server.journal VALUES ($1, 'harbour', $2, 'payment'))
       INSERT INTO resource_server.ledger_entry (id, journal_id, account_id, currency, amount_minor,
         booked_at, family_code, sub_family_code, proprietary_code)
       VALUES ($3, $1, $4, 'GBP', $5, $2, 'ICDT', 'DMCT', 'T'), ($6, $1, $7, 'GBP', -$5::bigint, $2, 'ICDT', 'DMCT', 'T')`,
    ),
    [randomUUID(), bookedAt, randomUUID(), everyday, amountMinor, randomUUID(), world!.id],
  );
}

describe('pages of transactions', () => {
  it.each([
    ['one account', () => `/accounts/${everyday}/transactions`, ['Everyday'], 100],
    ['one account', () => `/accounts/${everyday}/transactions?pageSize=25`, ['Everyday'], 25],
    ['all chosen accounts', () => '/transactions?pageSize=250', ['Everyday', 'Credit card'], 250],
  ])('of %s tell the whole ledger, walked either way', async (_of, path, nicknames, size) => {
    const whole = await ledgerIds(...nicknames);
    const first = await page(path());
    const forth = await walk(first, 'Next');
    expect(forth.flatMap(idsOf)).toEqual(whole);
    expect(forth).toHaveLength(Math.ceil(whole.length / size));
    expect(new Set(forth.map(({ Meta }) => Meta.TotalPages))).toEqual(new Set([forth.length]));
    expect(forth.slice(0, -1).every((one) => idsOf(one).length === size)).toBe(true);

    const last = await page(first.Links.Last!);
    const back = await walk(last, 'Prev');
    expect(back.map(idsOf).reverse()).toEqual(forth.map(idsOf));
    expect(back.at(-1)!.Links.Prev).toBeUndefined();
    expect(last.Links.Next).toBeUndefined();
    expect(idsOf(await page(forth.at(-1)!.Links.First!))).toEqual(idsOf(first));
    expect(first.Links.Self).toBe(`${bank.aisp}${path()}`);
    expect(first.Links.Prev).toBeUndefined();
  });

  it('stay as they were while entries are added before, between and behind them', async () => {
    const path = `/accounts/${everyday}/transactions?pageSize=50`;
    const whole = await ledgerIds('Everyday');
    const first = await page(path);
    const second = await page(first.Links.Next!);
    await post('2026-11-21T15:29:00Z');
    await post('2026-02-03T12:00:00Z');
    await post('2025-05-21T00:00:01Z');
    const rest = await walk(await page(second.Links.Next!), 'Next');
    expect([first, second, ...rest].flatMap(idsOf)).toEqual(whole);
    const back = await walk(rest.at(-1)!, 'Prev');
    expect(back.reverse().flatMap(idsOf)).toEqual(whole);
    // A new walk sees them.
    expect(await ledgerIds('Everyday')).toHaveLength(whole.length + 3);
    expect((await walk(await page(path), 'Next')).flatMap(idsOf)).toHaveLength(whole.length + 3);
  });

  it('end in one empty page where nothing was booked', async () => {
    const empty = await page('/transactions?fromBookingDateTime=2030-01-01');
    expect(empty.Data.Transaction).toEqual([]);
    expect(empty.Meta.TotalPages).toBe(1);
    expect(Object.keys(empty.Links).sort()).toEqual(['First', 'Last', 'Self']);
  });
});

describe('the booking window', () => {
  const window = async (query: string, token = everything): Promise<string[]> => {
    const { Data } = await page(`/transactions?pageSize=1000&${query}`, token);
    return Data.Transaction.map(({ BookingDateTime }) => BookingDateTime);
  };

  it('includes both of its ends', async () => {
    const all = await window('');
    const [from, to] = [all[30]!, all[10]!];
    const cut = await window(
      `fromBookingDateTime=${encodeURIComponent(from)}&toBookingDateTime=${encodeURIComponent(to)}`,
    );
    expect(cut).toEqual(all.filter((at) => at >= from && at <= to));
    expect(cut.length).toBeGreaterThanOrEqual(21);
  });

  it.each([
    '2026-03-01',
    '2026-03-01T00:00:00',
    '2026-03-01T00:00:00Z',
    '2026-03-01T00:00:00+13:00',
    '2026-03-01T00:00:00%2B13:00',
    '2026-03-01T00:00:00.000-11:00',
  ])('takes %s as UTC, whatever its time zone', async (from) => {
    const cut = await window(`fromBookingDateTime=${from}`);
    expect(cut).toEqual((await window('')).filter((at) => at >= '2026-03-01'));
  });

  it.each([
    'pageSize=24',
    'pageSize=1001',
    'pageSize=-1',
    'pageSize=1e2',
    'pageSize=50&pageSize=60',
  ])('refuses %s', async (query) => {
    const answer = await bank.call(`/transactions?${query}`, everything);
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ Errors: [{ ErrorCode: 'U002', Path: 'pageSize' }] });
  });

  it('never reaches beyond the consent, and Meta tells how far that is', async () => {
    const { token } = await bank.grant({
      ...{ customer: 'Maya', accounts: ['Everyday', 'Credit card'], permissions: everyPermission },
      from: '2026-02-01T00:00:00Z',
      to: '2026-04-30T23:59:59Z',
    });
    const inside = (await window('')).filter((at) => at >= '2026-02' && at < '2026-05');
    expect(await window('', token)).toEqual(inside);
    expect(await window('fromBookingDateTime=2025-01-01', token)).toEqual(inside);
    expect(
      await window('fromBookingDateTime=2026-03-01&toBookingDateTime=2027-01-01', token),
    ).toEqual(inside.filter((at) => at >= '2026-03'));
    expect(await window('fromBookingDateTime=2026-06-01', token)).toEqual([]);
    const { Meta } = await page('/transactions?fromBookingDateTime=2026-03-01', token);
    expect([Meta.FirstAvailableDateTime, Meta.LastAvailableDateTime]).toEqual([
      inside.at(-1),
      inside[0],
    ]);
  });
});

describe('the fields of a transaction', () => {
  const grantedTo = async (...permissions: string[]): Promise<readonly Transaction[]> => {
    const { token } = await bank.grant({
      ...{ customer: 'Maya', accounts: ['Everyday'], permissions },
    });
    return (await page('/transactions?pageSize=1000', token)).Data.Transaction;
  };
  const sides = ['ReadTransactionsCredits', 'ReadTransactionsDebits'];
  const detailFields = [
    'TransactionInformation',
    'MerchantDetails',
    'CreditorAccount',
    'DebtorAccount',
    'SupplementaryData',
  ];
  const fieldsOf = (list: readonly Transaction[]) =>
    new Set(list.flatMap((one) => Object.keys(one)));

  it('under Basic are none of the Detail fields, under Detail all of them', async () => {
    const basic = fieldsOf(await grantedTo('ReadAccountsBasic', 'ReadTransactionsBasic', ...sides));
    const detail = fieldsOf(
      await grantedTo('ReadAccountsBasic', 'ReadTransactionsDetail', ...sides),
    );
    for (const field of detailFields) {
      expect([field, basic.has(field), detail.has(field)]).toEqual([field, false, true]);
    }
    expect([...detail].filter((field) => !basic.has(field)).sort()).toEqual(detailFields.sort());
  });

  it.each([
    ['ReadTransactionsCredits', ['Credit']],
    ['ReadTransactionsDebits', ['Debit']],
  ])('under %s alone are of that side only', async (side, indicators) => {
    const list = await grantedTo('ReadAccountsBasic', 'ReadTransactionsBasic', side);
    expect(list.length).toBeGreaterThan(15);
    expect([...new Set(list.map((one) => one.CreditDebitIndicator))]).toEqual(indicators);
  });

  it('mask card numbers without ReadPAN', async () => {
    const cards = (list: readonly Transaction[]) =>
      new Set(list.flatMap(({ CardInstrument }) => CardInstrument?.Identification ?? []));
    const basics = ['ReadAccountsBasic', 'ReadTransactionsBasic', ...sides];
    const [masked] = cards(await grantedTo(...basics));
    const [whole] = cards(await grantedTo(...basics, 'ReadPAN'));
    expect(whole).toMatch(/^\d{16}$/);
    expect(masked).toBe(`xxxxxxxxxxxx${whole!.slice(-4)}`);
  });

  it('have unsigned decimal amounts that sum to the balance', async () => {
    const pages = await walk(
      await page(`/accounts/${everyday}/transactions?pageSize=1000`),
      'Next',
    );
    const list = pages.flatMap(({ Data }) => Data.Transaction);
    expect(list.every(({ Amount }) => /^\d{1,13}\.\d{2}$/.test(Amount.Amount))).toBe(true);
    const pence = list.map(
      ({ Amount, CreditDebitIndicator }) =>
        Math.round(Number(Amount.Amount) * 100) * (CreditDebitIndicator === 'Credit' ? 1 : -1),
    );
    const [row] = await bank.test.query<{ balance_minor: string }>(
      'SELECT balance_minor FROM resource_server.account_balance WHERE account_id = $1',
      [everyday],
    );
    expect(pence.reduce((sum, one) => sum + one, 0)).toBe(Number(row!.balance_minor));
  });
});
