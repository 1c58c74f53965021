import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { invalidClient } from '@sandbank/oauth';
import { replayMark } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DpopService } from '../dpop/dpop.service.js';
import { Admission } from './admission.js';
import type { AuthenticatedClient } from './private-key-jwt.strategy.js';

/** Lets only authenticated clients in, with a DPoP proof that holds where one was sent. */
@Injectable()
export class ClientAuthenticationGuard extends AuthGuard('private_key_jwt') {
  constructor(@Inject(DpopService) private readonly dpop: DpopService) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    await super.canActivate(context);
    const request = context
      .switchToHttp()
      .getRequest<FastifyRequest & { user: AuthenticatedClient }>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const { issuer, params, client, assertionMark, now } = request.user;
    // The next nonce rides on every answer, so that a client needs a challenge only once (RFC 9449 8.2).
    void reply.header('dpop-nonce', this.dpop.nonce(now));
    const path = (request.routeOptions.url ?? '').replace(/^\/:bank/, '');
    const proof = this.dpop.proofOf(request, `${issuer.url}${path}`, issuer, now);
    const { client_id: clientId } = client.metadata;
    const proofMark =
      proof &&
      replayMark(
        ['dpop-proof', path, proof.thumbprint, proof.claims.jti ?? ''],
        (proof.claims.iat ?? 0) + issuer.profile.limits.dpopProofSecondsMax,
      );
    const admission = new Admission(issuer.slug, clientId, assertionMark, proofMark);
    request.oauth = { issuer, params, client, proof, admission, now };
    return true;
  }

  override handleRequest<T>(error: unknown, user: T | false): T {
    if (error instanceof Error) throw error;
    if (user === false) throw invalidClient('the client must authenticate');
    return user;
  }
}
