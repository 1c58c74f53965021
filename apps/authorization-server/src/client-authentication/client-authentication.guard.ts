import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { bindsToCertificate, invalidClient } from '@sandbank/oauth';
import { replayMark } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import passport from 'passport';
import { DpopService } from '../dpop/dpop.service.js';
import { Admission } from './admission.js';
import {
  ClientAuthenticationStrategy,
  type AuthenticatedClient,
} from './client-authentication.strategy.js';

/** Lets only authenticated clients in, with a DPoP proof that holds where one was sent. */
@Injectable()
export class ClientAuthenticationGuard implements CanActivate {
  constructor(
    @Inject(ClientAuthenticationStrategy) private readonly strategy: ClientAuthenticationStrategy,
    @Inject(DpopService) private readonly dpop: DpopService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const authenticated = await this.authenticate(request, reply);
    const { issuer, client, assertionMark, now, ...rest } = authenticated;
    // Not before: what a client is refused for must not be blamed on somebody who only used its name.
    request.clientId = client.metadata.client_id;
    // The next nonce rides on every answer, so that a client of DPoP needs a challenge only once (RFC 9449 8.2).
    if (!bindsToCertificate(client.metadata)) {
      void reply.header('dpop-nonce', this.dpop.nonce(now));
    }
    const { proof, path } = this.dpop.proofOf(request, authenticated);
    const { client_id: clientId } = client.metadata;
    const proofMark =
      proof &&
      replayMark(
        ['dpop-proof', path, proof.thumbprint, proof.claims.jti ?? ''],
        (proof.claims.iat ?? 0) + issuer.profile.limits.dpopProofSecondsMax,
      );
    const admission = new Admission(issuer.slug, clientId, assertionMark, proofMark);
    request.oauth = { ...rest, issuer, client, proof, admission, now };
    return true;
  }

  /** Passport's registry would be one for the whole process, and the last server to start would answer for all. */
  private authenticate(request: FastifyRequest, reply: FastifyReply): Promise<AuthenticatedClient> {
    return new Promise((resolve, reject) => {
      const finish = (error: unknown, client?: AuthenticatedClient | false) => {
        if (client) resolve(client);
        else reject(error instanceof Error ? error : invalidClient('the client must authenticate'));
      };
      // Passport writes its callbacks on the object it is given: every request has its own.
      const strategy = Object.create(this.strategy) as ClientAuthenticationStrategy;
      const run = passport.authenticate(strategy, { session: false }, finish) as Middleware;
      run(request, reply, finish);
    });
  }
}

// Passport's own types know only Express.
type Middleware = (
  request: FastifyRequest,
  reply: FastifyReply,
  next: (error: unknown) => void,
) => void;
