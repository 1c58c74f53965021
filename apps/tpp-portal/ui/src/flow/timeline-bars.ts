import type { Hop } from '../api/types.js';

/** A longer wait between two hops is cut to this, in milliseconds. */
const waitMax = 250;

/** A stretch of time, in milliseconds after the first hop. */
interface Bar {
  readonly hop: Hop;
  readonly start: number;
  readonly length: number;
}

/** The hops as bars on one scale; the time a customer takes at the bank is cut short, so that the rest can be seen. */
export const barsOf = (hops: readonly Hop[]): { bars: readonly Bar[]; total: number } => {
  const [first] = hops;
  if (first === undefined) return { bars: [], total: 0 };
  let cutAway = 0;
  let end = Date.parse(first.startedAt);
  const began = end;
  const bars = hops.map((hop) => {
    const start = Date.parse(hop.startedAt);
    const length =
      hop.kind === 'authorize' && hop.from === 'browser' ? 0 : (hop.durationMilliseconds ?? 0);
    if (start - end > waitMax) cutAway += start - end - waitMax;
    end = Math.max(end, start + length);
    return { hop, start: start - began - cutAway, length };
  });
  return { bars, total: Math.max(1, end - began - cutAway) };
};
