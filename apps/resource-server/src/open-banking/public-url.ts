import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** URLs of this server as the world knows it; `baseUrl` has no trailing slash. */
export class PublicUrl {
  constructor(private readonly baseUrl: string) {}

  /** The absolute URL of a request target. */
  of(target: string): string {
    return `${this.baseUrl}${target}`;
  }

  /** The same with another `page`; undefined stands for the first page, which needs none. */
  ofPage(target: string, page: string | undefined): string {
    const url = new URL(this.of(target));
    if (page === undefined) url.searchParams.delete('page');
    else url.searchParams.set('page', page);
    return url.href;
  }
}

/** Parameter of a handler: path and query of this request. */
export const RequestTarget = createParamDecorator(
  (_: unknown, context: ExecutionContext): string =>
    context.switchToHttp().getRequest<FastifyRequest>().url,
);
