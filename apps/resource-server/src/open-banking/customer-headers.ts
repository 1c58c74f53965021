import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { invalidHeader } from './open-banking-error.js';

/** What the caller says about the customer on whose behalf it calls. None of it is proof of anything. */
export interface CustomerCircumstances {
  readonly isPresent: boolean;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly authenticatedAt: Date | null;
}

const userAgentLengthMax = 512;

/** Reads the optional `x-fapi-…` and `x-customer-…` headers; 400 for one that is malformed. */
export function customerCircumstances(headers: IncomingHttpHeaders): CustomerCircumstances {
  const ipAddress = ipAddressOf(single(headers, 'x-fapi-customer-ip-address'));
  return {
    isPresent: isPresent(single(headers, 'x-fapi-end-user-present'), ipAddress),
    ipAddress,
    userAgent: userAgentOf(single(headers, 'x-customer-user-agent')),
    authenticatedAt: authenticatedAt(single(headers, 'x-fapi-auth-date')),
  };
}

function single(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

function ipAddressOf(value: string | undefined): string | null {
  if (value === undefined) return null;
  if (isIP(value) !== 0) return value;
  throw malformed('x-fapi-customer-ip-address', 'one IP address', value);
}

// An address without the newer flag means the same, as older clients use it.
function isPresent(value: string | undefined, ipAddress: string | null): boolean {
  if (value === undefined) return ipAddress !== null;
  if (value === 'true' || value === 'false') return value === 'true';
  throw malformed('x-fapi-end-user-present', 'true or false', value);
}

function userAgentOf(value: string | undefined): string | null {
  if (value === undefined) return null;
  if (/^[\x20-\x7e]+$/.test(value) && value.length <= userAgentLengthMax) return value;
  throw malformed(
    'x-customer-user-agent',
    `1 to ${userAgentLengthMax} printable characters`,
    value,
  );
}

const fullDate =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} (GMT|UTC)$/;

/** The date format of RFC 9110 5.6.7; the name of the day must be the right one. */
function authenticatedAt(value: string | undefined): Date | null {
  if (value === undefined) return null;
  const time = fullDate.test(value) ? Date.parse(value) : Number.NaN;
  const date = Number.isNaN(time) ? undefined : new Date(time);
  if (date?.toUTCString() === value.replace('UTC', 'GMT')) return date;
  throw malformed('x-fapi-auth-date', 'a date such as Sun, 10 Sep 2017 19:43:31 GMT', value);
}

const malformed = (name: string, rule: string, value: string) =>
  invalidHeader(`${name} must be ${rule}`, name, value);
