import type { BookingWindow } from './booking-window.js';

const dayMilliseconds = 86_400_000;

/** Instants from which and before which whole days lie in a window; -Infinity and Infinity where it is open. */
export interface WholeDays {
  readonly from: number;
  readonly to: number;
}

/** The days of UTC that lie in a window as a whole; where there are none, both ends are the window's own end. */
export function wholeDays({ from, to }: BookingWindow): WholeDays {
  const end = to === undefined ? Infinity : to.getTime() + 1;
  const first = from === undefined ? -Infinity : Math.ceil(from.getTime() / dayMilliseconds);
  const last = Math.floor(end / dayMilliseconds);
  return first < last
    ? { from: first * dayMilliseconds, to: last * dayMilliseconds }
    : { from: end, to: end };
}
