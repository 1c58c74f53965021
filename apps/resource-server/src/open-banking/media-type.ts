import type { IncomingHttpHeaders } from 'node:http';
import { notAcceptable, unsupportedContent } from './open-banking-error.js';

/** The representation of all resources but files. */
export const mediaType = 'application/json; charset=utf-8';

/** Refuses a caller who does not take what the route gives (406), or sends something else than JSON (415). */
export function negotiate(headers: IncomingHttpHeaders, given: string): void {
  const type = typeOf(given);
  if (headers.accept !== undefined && !accepts(headers.accept, type)) {
    throw notAcceptable(`only ${type} is available here`, 'Accept', headers.accept);
  }
  const sent = headers['content-type'];
  if (sent !== undefined && !(typeOf(sent) === 'application/json' && isUtf8(sent))) {
    throw unsupportedContent('only application/json is understood here', 'Content-Type', sent);
  }
}

/** From the most to the least specific range: the first that the header names decides (RFC 9110 12.5.1). */
function accepts(accept: string, type: string): boolean {
  const offers = new Map(
    accept.split(',').map((part) => {
      const quality = /;\s*q\s*=\s*([\d.]+)\s*(?:;|$)/i.exec(part)?.[1];
      return [typeOf(part), quality === undefined ? 1 : Number(quality)] as const;
    }),
  );
  const ranges = [type, type.replace(/\/.*/, '/*'), '*/*'];
  const named = ranges.find((range) => offers.has(range));
  return named !== undefined && (offers.get(named) ?? 0) > 0;
}

// Whatever else a charset would be, the bytes of JSON are UTF-8 (RFC 8259 8.1).
const isUtf8 = (value: string): boolean =>
  value
    .split(';')
    .slice(1)
    .filter((parameter) => /^\s*charset/i.test(parameter))
    .every((parameter) => /^\s*charset\s*=\s*("?)utf-?8\1\s*$/i.test(parameter));

const typeOf = (value: string): string => (value.split(';', 1)[0] ?? '').trim().toLowerCase();
