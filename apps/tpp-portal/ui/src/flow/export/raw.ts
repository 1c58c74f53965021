import type { Body, Header, Hop } from '../../api/types.js';

const fields = (headers: readonly Header[]): string =>
  headers.map(([name, value]) => `${name}: ${value}\n`).join('');

const withBody = (head: string, body: Body | undefined): string =>
  body === undefined ? head : `${head}\n${body.text}`;

/** A request as a message (RFC 9112 3), as far as it was recorded. */
export function rawRequest({ method, url, headers, body }: Hop['request']): string {
  const { host, pathname, search } = new URL(url);
  const own = headers.some(([name]) => name === 'host') ? '' : `host: ${host}\n`;
  return withBody(`${method} ${pathname}${search} HTTP/1.1\n${own}${fields(headers)}`, body);
}

/** An answer as a message (RFC 9112 4), as far as it was recorded. */
export const rawResponse = ({ status, headers, body }: NonNullable<Hop['response']>): string =>
  withBody(`HTTP/1.1 ${String(status)}\n${fields(headers)}`, body);
