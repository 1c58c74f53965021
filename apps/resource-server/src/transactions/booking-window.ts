import type { ResourceConsent } from '@sandbank/consent';
import { invalidDate, invalidField } from '../open-banking/open-banking-error.js';

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

/** What a caller asks for by two parameters. 400 when one is malformed or repeated, or it ends before it begins. */
export function windowOf(
  query: Readonly<Record<string, unknown>>,
  fromName: string,
  toName: string,
): BookingWindow {
  const window = {
    from: bookingDateTime(onlyValue(query, fromName), fromName),
    to: bookingDateTime(onlyValue(query, toName), toName),
  };
  if (window.from !== undefined && window.to !== undefined && window.from > window.to) {
    throw invalidDate(`${toName} lies before ${fromName}`, toName, query[toName]);
  }
  return window;
}

/** A parameter that is given once, or not at all: 400 otherwise. */
export function onlyValue(
  query: Readonly<Record<string, unknown>>,
  name: string,
): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === 'string') return value;
  throw invalidField(`${name} must be given once`, name, value);
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
