import { RejectionAllowance } from '../src/refusals/rejection-allowance.js';

const kept = (allowance: RejectionAllowance, times: number, client?: string, atSeconds = 0) =>
  Array.from({ length: times }, () => allowance.take(client, atSeconds)).filter(
    (suppressed) => suppressed !== undefined,
  );

describe('RejectionAllowance', () => {
  it('keeps every rejection of a client up to sixty a minute', () => {
    expect(kept(new RejectionAllowance(), 60, 'harbour client-one')).toEqual(Array(60).fill(0));
  });

  it('keeps every hundredth of a flood, with how many were left out before it', () => {
    const flood = kept(new RejectionAllowance(), 60 + 250, 'harbour client-one');
    expect(flood.slice(60)).toEqual([99, 99]);
  });

  it('begins anew each minute, and still tells what was left out', () => {
    const allowance = new RejectionAllowance();
    kept(allowance, 70, 'harbour client-one');
    expect(kept(allowance, 2, 'harbour client-one', 60)).toEqual([10, 0]);
  });

  it('lets no flood of one take the allowance of another', () => {
    const allowance = new RejectionAllowance();
    kept(allowance, 5000, 'harbour client-one');
    kept(allowance, 5000);
    expect(kept(allowance, 3, 'granite client-one')).toEqual([0, 0, 0]);
  });

  it('gives all strangers one allowance, ten times as large', () => {
    expect(kept(new RejectionAllowance(), 700)).toHaveLength(601);
  });

  it('remembers a bounded number of clients', () => {
    const allowance = new RejectionAllowance();
    for (let client = 0; client < 25_000; client += 1)
      allowance.take(`harbour client-${client}`, 0);
    const { accounts } = allowance as unknown as { accounts: Map<string, unknown> };
    expect(accounts.size).toBeLessThanOrEqual(10_000);
  });
});
