import { accountAccess, accountAccessTypeName } from './account-access.js';
import { permissionCatalogue, permissionCodes } from './permissions.js';

const now = new Date('2026-11-21T12:00:00Z');
const resourceBase = 'https://localhost:9442/harbour/open-banking/v4.0';
const describing = (consent: object) => {
  const entry = { type: accountAccessTypeName, consent };
  return accountAccess.describe(accountAccess.parse(entry, { now, resourceBase }));
};
const lines = (...Permissions: string[]) =>
  describing({ Permissions }).clusters.map(({ title, permissions }) => [
    title,
    ...permissions.map(({ code }) => code),
  ]);

describe('the words on the consent page', () => {
  it('stand under their data clusters, in the order of the page', () => {
    expect(lines(...permissionCodes.toReversed())).toEqual([
      ['Your Account Details', 'ReadAccountsDetail', 'ReadBalances', 'ReadPAN'],
      [
        'Your Regular Payments',
        ...['ReadBeneficiariesDetail', 'ReadStandingOrdersDetail', 'ReadScheduledPaymentsDetail'],
        'ReadDirectDebits',
      ],
      [
        'Your Account Transactions',
        ...['ReadTransactionsDetail', 'ReadTransactionsCredits', 'ReadTransactionsDebits'],
      ],
      ['Your Statements', 'ReadStatementsDetail'],
      ['Your Account Features and Benefits', 'ReadProducts', 'ReadOffers'],
      ['Contact and party details', 'ReadParty', 'ReadPartyPSU'],
    ]);
  });

  it('show only the clusters that are asked for', () => {
    expect(lines('ReadAccountsBasic')).toEqual([['Your Account Details', 'ReadAccountsBasic']]);
  });

  it.each(
    permissionCodes
      .filter((code) => code.endsWith('Detail'))
      .map((detail) => [detail, detail.replace('Detail', 'Basic')]),
  )('say the line of %s only, where %s is asked as well', (detail, basic) => {
    const needed = ['ReadAccountsBasic', 'ReadTransactionsBasic', 'ReadTransactionsCredits'];
    const shown = lines(...new Set([...needed, basic, detail])).flat();
    expect(shown).toContain(detail);
    expect(shown).not.toContain(basic);
  });

  it('carry a label and a sentence for every line', () => {
    const { clusters } = describing({ Permissions: ['ReadAccountsDetail'] });
    const { label, detail } = permissionCatalogue.ReadAccountsDetail;
    expect(clusters[0]!.permissions).toEqual([{ code: 'ReadAccountsDetail', label, detail }]);
  });

  it.each([
    [{}, 'All the history that the bank holds'],
    [{ TransactionFromDateTime: '2026-01-01T00:00:00Z' }, 'From 1 January 2026 onwards'],
    [{ TransactionToDateTime: '2026-01-31T00:00:00Z' }, 'Up to 31 January 2026'],
    [
      {
        TransactionFromDateTime: '2026-01-01T00:00:00Z',
        TransactionToDateTime: '2026-01-31T23:59:59Z',
      },
      'From 1 January 2026 to 31 January 2026',
    ],
  ])('tell the history window of %j', (window, text) => {
    const Permissions = ['ReadAccountsBasic', 'ReadTransactionsBasic', 'ReadTransactionsCredits'];
    expect(describing({ Permissions, ...window }).historyWindow).toMatchObject({ text });
    const statements = ['ReadAccountsBasic', 'ReadStatementsDetail'];
    expect(describing({ Permissions: statements, ...window }).historyWindow?.text).toBe(text);
  });

  it('speak of no history where none is shared', () => {
    const consent = {
      Permissions: ['ReadAccountsBasic', 'ReadBalances'],
      TransactionFromDateTime: '2026-01-01T00:00:00Z',
    };
    expect(describing(consent).historyWindow).toBeUndefined();
  });

  it('tell the end, or how it ends, and the purpose as it was sent', () => {
    const Permissions = ['ReadAccountsBasic'];
    expect(describing({ Permissions }).expiry).toEqual({ text: 'Until you stop it' });
    const ExpirationDateTime = '2027-03-01T00:00:00+00:00';
    expect(describing({ Permissions, ExpirationDateTime, Purpose: '<b>Budgeting' })).toMatchObject({
      purpose: '<b>Budgeting',
      expiry: { at: new Date(ExpirationDateTime), text: 'Until 1 March 2027' },
    });
  });
});
