import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { sha256 } from '@sandbank/crypto';
import { invalidToken } from '@sandbank/oauth';
import type { FastifyRequest } from 'fastify';
import { bearerTokenOf } from '../server/bearer-token.js';

/** DI token of the digest of the token under which records are read. */
export const RECORDS_TOKEN_DIGEST = Symbol('RECORDS_TOKEN_DIGEST');

const realm = 'Bearer realm="Sandbank records"';

/** Lets in whoever shows the token of the records (RFC 6750 2.1): the portal, which knows whose client is whose. */
@Injectable()
export class RecordsTokenGuard implements CanActivate {
  constructor(@Inject(RECORDS_TOKEN_DIGEST) private readonly digest: Buffer) {}

  canActivate(context: ExecutionContext): boolean {
    const token = bearerTokenOf(context.switchToHttp().getRequest<FastifyRequest>());
    // Digests are of one length, and tell nothing of how much of a guess was right.
    if (token !== undefined && timingSafeEqual(sha256(token), this.digest)) return true;
    const challenge = token === undefined ? realm : `${realm}, error="invalid_token"`;
    throw invalidToken('the records want their token', {
      headers: { 'www-authenticate': challenge },
    });
  }
}
