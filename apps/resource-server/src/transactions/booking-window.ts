import type { ResourceConsent } from '@sandbank/consent';
import { invalidDate } from '../open-banking/open-banking-error.js';

/** Instants between which entries were booked, both included; an absent end is open. */
export interface BookingWindow {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

// The time is optional and the time zone is ignored, as the standard says; an unescaped + arrives as a space.
const dateTime =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|[+\- ]\d{2}:?\d{2})?)?$/;

/** Reads one end of a filter, as UTC. 400 when it is no date-time, or a day or hour that does not exist. */
export function bookingDateTime(value: string | undefined, name: string): Date | undefined {
  if (value === undefined) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = ''] =
    dateTime.exec(value) ?? [];
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const date = new Date(`${text}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  // A day that does not exist would roll over into another one.
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  if (exists && Number(year) > 0) return date;
  throw invalidDate(`${name} must be an ISO 8601 date-time`, name, value);
}

/** What a caller asks for. 400 when it ends before it begins. */
export function requestedWindow(from: string | undefined, to: string | undefined): BookingWindow {
  const window = {
    from: bookingDateTime(from, 'fromBookingDateTime'),
    to: bookingDateTime(to, 'toBookingDateTime'),
  };
  if (window.from !== undefined && window.to !== undefined && window.from > window.to) {
    throw invalidDate('toBookingDateTime lies before fromBookingDateTime', 'toBookingDateTime', to);
  }
  return window;
}

/** What the customer consented to. */
export const consentedWindow = (consent: ResourceConsent): BookingWindow => ({
  from: consent.transactionFrom,
  to: consent.transactionTo,
});

/** What lies in both. */
export const intersection = (one: BookingWindow, other: BookingWindow): BookingWindow => ({
  from: pick(one.from, other.from, (a, b) => a > b),
  to: pick(one.to, other.to, (a, b) => a < b),
});

function pick(
  one: Date | undefined,
  other: Date | undefined,
  isNarrower: (a: Date, b: Date) => boolean,
): Date | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return isNarrower(one, other) ? one : other;
}
