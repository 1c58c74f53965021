import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { invalidHeader } from '../open-banking/open-banking-error.js';

const keyLengthMax = 40;

/**
 * The value of `x-idempotency-key`; undefined without one. Two fields of that name are no key: they are joined by what
 * no key may hold, and so are refused wherever a key is read.
 */
export const IdempotencyKey = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string | undefined =>
    context
      .switchToHttp()
      .getRequest<FastifyRequest>()
      .raw.headersDistinct['x-idempotency-key']?.join('\n'),
);

/** The key under which a request is carried out once; 400 without one or for a malformed one. */
export function idempotencyKeyOf(value: string | undefined): string {
  const key = value ?? '';
  if (
    key.length >= 1 &&
    key.length <= keyLengthMax &&
    /^[\x21-\x7e]+(?: +[\x21-\x7e]+)*$/.test(key)
  )
    return key;
  const rule = `x-idempotency-key must be 1 to ${keyLengthMax} printable characters`;
  throw invalidHeader(rule, 'x-idempotency-key', value);
}

/** 400: something else was asked for under this key. */
export const keyWasUsed = (key: string) =>
  invalidHeader('this key was used for another request', 'x-idempotency-key', key);
