import { entriesMax, filterOf, withEntries, type LogEntry } from './log-entry.js';

const entry = (number: number): LogEntry =>
  ({ id: String(number).padStart(6, '0') }) as unknown as LogEntry;

describe('the entries of a log', () => {
  it('stand latest first, each once, however they come', () => {
    const log = withEntries(withEntries([], [entry(1), entry(5)]), [entry(3), entry(5)]);
    expect(log.map(({ id }) => Number(id))).toEqual([5, 3, 1]);
    expect(withEntries(log, [entry(3)])).toBe(log);
  });

  it('are bounded: the oldest fall out', () => {
    const many = Array.from({ length: entriesMax + 20 }, (_, index) => entry(index));
    const log = withEntries([], many);
    expect(log).toHaveLength(entriesMax);
    expect(log.at(-1)).toEqual(entry(20));
  });

  it('that were asked for beyond the bound stay, and grow by nothing that comes live', () => {
    const past = Array.from({ length: entriesMax + 20 }, (_, index) => entry(index));
    const log = withEntries([], past, Infinity);
    expect(log).toHaveLength(entriesMax + 20);
    const later = withEntries(log, [entry(entriesMax + 20)]);
    expect(later).toHaveLength(entriesMax + 20);
    expect([later[0], later.at(-1)]).toEqual([entry(entriesMax + 20), entry(1)]);
  });

  it('are filtered by what the address holds, and nothing else', () => {
    const query = new URLSearchParams('status=4&bank=&endpoint=%20token%20&other=1');
    expect(filterOf(query)).toEqual({ status: '4', endpoint: 'token' });
  });
});
