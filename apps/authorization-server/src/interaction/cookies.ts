import type { FastifyRequest } from 'fastify';

/** The value of a cookie that the browser sent; empty when it sent none. */
export function cookieOf(request: FastifyRequest, name: string): string {
  const start = `${name}=`;
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length) ?? '';
}
