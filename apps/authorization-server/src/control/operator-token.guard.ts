import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { sha256 } from '@sandbank/crypto';
import { invalidRequest, invalidToken } from '@sandbank/oauth';
import { bearerTokenOf, Clock } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { WrongTokens } from './wrong-tokens.js';

/** DI token of the digest of the operator's token. */
export const OPERATOR_TOKEN_DIGEST = Symbol('OPERATOR_TOKEN_DIGEST');

const realm = 'Bearer realm="Sandbank control"';

/** Lets in whoever shows the operator's token (RFC 6750 2.1). It stands before every route of the control API. */
@Injectable()
export class OperatorTokenGuard implements CanActivate {
  private readonly wrong = new WrongTokens();

  constructor(
    @Inject(OPERATOR_TOKEN_DIGEST) private readonly digest: Buffer,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const token = bearerTokenOf(context.switchToHttp().getRequest<FastifyRequest>());
    // Digests are of one length, and tell nothing of how much of a guess was right.
    if (token !== undefined && timingSafeEqual(sha256(token), this.digest)) return true;
    // The right token is never refused: nobody else's guesses may keep an operator out.
    const waitSeconds = this.wrong.waitSecondsAfterOneMore(this.clock.now());
    if (waitSeconds > 0) {
      const headers = { 'retry-after': String(waitSeconds) };
      throw invalidRequest('too many wrong tokens', { status: 429, headers });
    }
    const challenge = token === undefined ? realm : `${realm}, error="invalid_token"`;
    throw invalidToken('the control API wants the token of the operator', {
      headers: { 'www-authenticate': challenge },
    });
  }
}
