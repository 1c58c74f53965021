import { amountOf, unitsOf } from './amount.js';
import { categoryOf } from './categories.js';
import type { Transaction } from './open-banking.js';
import { monthsBetween, spendingOf } from './spending.js';

const entry = (change: Partial<Transaction> & { amount?: string }): Transaction => ({
  AccountId: 'acc-1',
  CreditDebitIndicator: 'Debit',
  Status: 'BOOK',
  BookingDateTime: '2026-03-14T10:00:00+00:00',
  Amount: { Amount: change.amount ?? '10.00', Currency: 'GBP' },
  ...change,
});
const code = (family: string, subFamily: string) => ({
  BankTransactionCode: { Code: family, SubCode: subFamily },
});
const shop = (merchantCategoryCode: string) => ({
  MerchantDetails: { MerchantCategoryCode: merchantCategoryCode },
});

describe('amounts', () => {
  it('are exact, as floating point is not', () => {
    expect(amountOf(unitsOf('0.10') + unitsOf('0.20'))).toBe('0.30');
    expect(amountOf(unitsOf('9999999999999.99999') + unitsOf('0.00001'))).toBe('10000000000000.00');
    expect(amountOf(unitsOf('1.00000'))).toBe('1.00');
    expect(amountOf(unitsOf('1.23456'))).toBe('1.23456');
    expect(amountOf(-unitsOf('0.05'))).toBe('-0.05');
    expect(amountOf(unitsOf('7'))).toBe('7.00');
  });

  it('are refused in any other form', () => {
    for (const text of ['', '-1.00', '1.', '.5', '1,00', '1e3', '1.234567', 'NaN']) {
      expect(() => unitsOf(text)).toThrow(RangeError);
    }
  });
});

describe('categories', () => {
  it.each([
    [entry(shop('5411')), 'Groceries'],
    [entry(shop('5814')), 'Eating out'],
    [entry(shop('4111')), 'Transport'],
    [entry(shop('5541')), 'Transport'],
    [entry(shop('5912')), 'Health'],
    [entry(shop('5651')), 'Shopping'],
    [entry(shop('7999')), 'Leisure'],
    [entry(shop('5085')), 'Supplies'],
    [entry(code('CCRD', 'CWDL')), 'Cash'],
    [entry(code('RDDT', 'PMDD')), 'Bills'],
    [entry(code('ICDT', 'STDO')), 'Regular payments'],
    [entry(code('ICDT', 'DMCT')), 'Transfers'],
    [entry(code('MDOP', 'INTR')), 'Bank charges'],
    [entry({}), 'Other'],
    [entry(shop('nonsense')), 'Other'],
    [entry(code('ICDT', 'BOOK')), undefined],
  ])('%#: %s', (one, category) => expect(categoryOf(one)).toBe(category));
});

describe('spending', () => {
  const months = ['2026-02', '2026-03'];

  it('adds up by month and category, and counts own transfers for nothing', () => {
    const view = spendingOf(
      [
        entry({ amount: '20.40', ...shop('5411') }),
        entry({ amount: '5.00', ...shop('5411'), BookingDateTime: '2026-02-28T23:59:59+00:00' }),
        entry({ amount: '7.60', ...shop('5812') }),
        entry({ amount: '500.00', ...code('ICDT', 'BOOK') }),
        entry({ amount: '2000.00', CreditDebitIndicator: 'Credit', ...code('RCDT', 'SALA') }),
        entry({ amount: '99.00', BookingDateTime: '2025-12-31T00:00:00+00:00' }),
      ],
      months,
    );
    expect(view.months).toEqual([
      { month: '2026-02', spent: '5.00', received: '0.00', categories: { Groceries: '5.00' } },
      {
        month: '2026-03',
        spent: '28.00',
        received: '2000.00',
        categories: { Groceries: '20.40', 'Eating out': '7.60' },
      },
    ]);
    expect(view.categories).toEqual([
      { category: 'Groceries', spent: '25.40' },
      { category: 'Eating out', spent: '7.60' },
    ]);
  });

  it('takes a refund off what was spent', () => {
    const refund = { CreditDebitIndicator: 'Credit', ...code('CCRD', 'RIMB') } as const;
    const view = spendingOf(
      [
        entry({ amount: '30.00', ...shop('5651') }),
        entry({ amount: '12.00', ...shop('5651'), ...refund }),
      ],
      months,
    );
    expect(view.months[1]).toMatchObject({ spent: '18.00', received: '0.00' });
    expect(view.categories).toEqual([{ category: 'Shopping', spent: '18.00' }]);
  });

  it('knows the months between two days, across a year', () => {
    expect(
      monthsBetween(new Date('2025-11-30T00:00:00Z'), new Date('2026-02-01T00:00:00Z')),
    ).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });
});
