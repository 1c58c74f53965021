import { HttpException } from '@nestjs/common';
import { invalidRequest, OAuthError, serverError, temporarilyUnavailable } from '@sandbank/oauth';
import { databaseIsUnavailable } from '../database/database.js';

const sentences: Readonly<Record<number, string>> = {
  404: 'there is nothing at this path',
  405: 'this path does not answer to this method',
  406: 'this representation is not available',
  413: 'the request body is too large',
  414: 'the request target is too long',
  415: 'the content type is not supported here',
  429: 'too many requests',
  431: 'the request header fields are too large',
};

/** Turns whatever was thrown into a refusal; what nobody foresaw becomes `server_error`. */
export function normaliseRefusal(thrown: unknown): OAuthError {
  if (thrown instanceof OAuthError) return thrown;
  const status = statusOf(thrown);
  if (status !== undefined && status >= 400 && status < 500) {
    const description = sentences[status] ?? 'the request is malformed';
    return invalidRequest(description, { status, cause: thrown });
  }
  if (status === 503 || databaseIsUnavailable(thrown)) {
    return temporarilyUnavailable('try again shortly', {
      cause: thrown,
      headers: { 'retry-after': '2' },
    });
  }
  return serverError('the request could not be completed', { cause: thrown });
}

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (!(thrown instanceof Error)) return undefined;
  const { statusCode } = thrown as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}
