import type { IncomingHttpHeaders } from 'node:http';
import { notAcceptable, unsupportedContent } from './open-banking-error.js';

/** The one representation of this API. */
export const mediaType = 'application/json; charset=utf-8';

// From the most to the least specific: the first that the header names decides (RFC 9110 12.5.1).
const ranges = ['application/json', 'application/*', '*/*'];

/** Refuses a caller who takes no JSON (406) or sends something else (415). */
export function requireJson(headers: IncomingHttpHeaders): void {
  if (headers.accept !== undefined && !acceptsJson(headers.accept)) {
    throw notAcceptable('only application/json is available here', 'Accept', headers.accept);
  }
  const sent = headers['content-type'];
  if (sent !== undefined && typeOf(sent) !== 'application/json') {
    throw unsupportedContent('only application/json is understood here', 'Content-Type', sent);
  }
}

function acceptsJson(accept: string): boolean {
  const offers = new Map(
    accept.split(',').map((part) => {
      const quality = /;\s*q\s*=\s*([\d.]+)\s*(?:;|$)/i.exec(part)?.[1];
      return [typeOf(part), quality === undefined ? 1 : Number(quality)] as const;
    }),
  );
  const named = ranges.find((range) => offers.has(range));
  return named !== undefined && (offers.get(named) ?? 0) > 0;
}

const typeOf = (value: string): string => (value.split(';', 1)[0] ?? '').trim().toLowerCase();
