import type { FastifyRequest } from 'fastify';

const bankShape = /^[a-z][a-z0-9-]{0,39}$/;

/**
 * The bank that the path names, also where there is no such route: a mistyped path is a refusal to explain too. What can be
 * no bank's name is left out: a U+0000 in it would cost the whole batch.
 */
export function bankOf({ params, url }: FastifyRequest): string | null {
  // Who reads the records of a bank is nobody's client.
  if (url.startsWith('/records/')) return null;
  const { bank = url.split('/', 2)[1] } = (params ?? {}) as { bank?: unknown };
  return typeof bank === 'string' && bankShape.test(bank) ? bank : null;
}
