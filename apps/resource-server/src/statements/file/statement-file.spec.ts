import { permissionCodes, type Permission, type ResourceConsent } from '@sandbank/consent';
import { wordsOf } from '../../../test/pdf-words.js';
import { linesMax, statementFile, type StatementFileRow } from './statement-file.model.js';
import { statementPdf } from './statement-page.js';

const consent = (permissions: readonly Permission[] = permissionCodes) =>
  ({ permissions }) as ResourceConsent;

const row = (changes: Partial<StatementFileRow> = {}): StatementFileRow => ({
  ...{ id: 's', account_id: 'a', currency: 'EUR', type_code: 'CACC', limit_minor: '0' },
  starts_at: new Date('2026-10-01T00:00:00Z'),
  ends_at: new Date('2026-11-01T00:00:00Z'),
  created_at: new Date('2026-11-01T00:00:00Z'),
  ...{ opening_minor: '-123456', credits_minor: '0', debits_minor: '-5000' },
  ...{ closing_minor: '-128456', interest_minor: '0', fees_minor: '0', entries: 1 },
  ...{ description: 'Current', nickname: null, holder_name: 'Zoë Łukasik & Čeněk 山' },
  ...{ scheme_name: 'UK.OBIE.IBAN', identification: 'GB33SBNX00122012345678' },
  ...{ entry_id: 'e', booked_at: new Date('2026-10-05T10:00:00Z'), amount_minor: '-5000' },
  ...{ information: 'CAFÉ (QUAY)', proprietary_code: 'CardPayment' },
  ...changes,
});

describe('the file of a statement', () => {
  it('writes amounts with their currency, numbers in fours, and names in letters that there are', async () => {
    const words = wordsOf(await statementPdf(statementFile([row()], consent(), 'Harbour Bank')));
    // Euro and dash have codes of their own in these fonts.
    expect(words).toContain('\x96\x801,234.56');
    expect(words).toContain('\x96\x801,284.56');
    expect(words).toContain('IBAN GB33 SBNX 0012 2012 3456 78');
    expect(words).toContain('Zo\xeb ?ukasik & Cenek ?');
    expect(words).toContain('CAF\xc9 (QUAY)');
    expect(words).toContain('05 Oct');
  });

  it('tells a kind of entry in words to whoever may not read more', () => {
    const basic = consent(['ReadTransactionsBasic', 'ReadTransactionsDebits']);
    const { lines, holder, number } = statementFile([row()], basic, 'Harbour Bank');
    expect(lines).toEqual([
      { date: '05 Oct', text: 'Card payment', out: '€50.00', in: '', balance: '–€1,284.56' },
    ]);
    expect([holder, number]).toEqual([undefined, undefined]);
  });

  it('says that nothing was booked, or how much more there is', () => {
    const none = row({ entry_id: null, entries: 0 });
    const remarkOf = (rows: [StatementFileRow, ...StatementFileRow[]]) =>
      statementFile(rows, consent(), 'Harbour Bank').remark;
    expect(remarkOf([none])).toBe('Nothing was booked this month.');
    const more = row({ entries: 2500 });
    const most = Array.from({ length: linesMax - 1 }, () => more);
    expect(remarkOf([more, ...most])).toBe('These are the first 2000 of 2500 transactions.');
  });

  it('goes on over as many pages as it takes, each with its number', async () => {
    const entries = Array.from({ length: 99 }, () => row({ entries: 100 }));
    const file = statementFile([row({ entries: 100 }), ...entries], consent(), 'Harbour Bank');
    const words = wordsOf(await statementPdf(file));
    expect(words.match(/Page \d of \d/g)).toEqual(['Page 1 of 3', 'Page 2 of 3', 'Page 3 of 3']);
    expect(words.match(/CAF/g)).toHaveLength(100);
  });
});
