import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/**
 * Parameter of a handler behind `AccessTokenGuard`: the URL that was called, as the world knows it. Over mutual TLS that
 * is another than without: who follows a link must arrive where its certificate is seen.
 */
export const RequestUrl = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { authorization, url } = context.switchToHttp().getRequest<FastifyRequest>();
  if (authorization === undefined) throw new Error('this route is not behind AccessTokenGuard');
  return authorization.baseUrl + url;
});

/** The same with another `page`; undefined stands for the first page, which needs none. */
export function urlOfPage(called: string, page: string | undefined): string {
  const url = new URL(called);
  if (page === undefined) url.searchParams.delete('page');
  else url.searchParams.set('page', page);
  return url.href;
}
