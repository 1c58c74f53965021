import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

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
