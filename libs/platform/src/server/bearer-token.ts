import type { FastifyRequest } from 'fastify';

const bearer = /^Bearer +([\w.~+/-]+=*)$/i;

/** The token of the one `Authorization` field of a request (RFC 6750 2.1); undefined where there is none, or more than one. */
export function bearerTokenOf({ raw }: Pick<FastifyRequest, 'raw'>): string | undefined {
  const fields = raw.headersDistinct['authorization'];
  return fields?.length === 1 ? bearer.exec(fields[0] ?? '')?.[1] : undefined;
}
