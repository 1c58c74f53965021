import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { sha256 } from '@sandbank/crypto';
import { accessDenied, invalidToken, type OAuthError } from '@sandbank/oauth';
import { bearerTokenOf } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type DirectorySettings } from '../config.js';
import type { OrganisationEntity } from '../organisations/organisation.entity.js';
import { Organisations } from '../organisations/organisations.js';
import { ACCESS, type Access } from './access.decorator.js';
import { nothingHere } from './nothing-here.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose token was shown, once it is known. */
    participant?: OrganisationEntity;
  }
}

const realm = 'Bearer realm="Sandbank directory"';
/** Served by the platform, to whoever looks after the process. */
const health = '/healthz';

/** Stands before every route; one that says nothing of who may use it is used by nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Organisations) private readonly organisations: Organisations,
    @Inject(SETTINGS) private readonly settings: DirectorySettings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, targets);
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (access === 'everyone' || request.routeOptions.url === health) return true;
    void http.getResponse<FastifyReply>().header('cache-control', 'no-store');
    if (access === 'registrar') return this.isRegistrar(request);
    if (access !== 'organisation') throw nothingHere();
    request.participant = await this.organisationOf(request);
    return true;
  }

  private isRegistrar(request: FastifyRequest): boolean {
    const digest = this.settings.SANDBANK_REGISTRAR_TOKEN_FILE;
    const token = bearerTokenOf(request);
    // Digests are of one length, and tell nothing of how much of a guess was right.
    if (token !== undefined && digest !== undefined && timingSafeEqual(sha256(token), digest))
      return true;
    throw challenge(token, 'this path wants the token of the registrar');
  }

  private async organisationOf(request: FastifyRequest): Promise<OrganisationEntity> {
    const token = bearerTokenOf(request);
    const organisation =
      token === undefined ? undefined : await this.organisations.ofToken(sha256(token));
    if (organisation === undefined)
      throw challenge(token, 'this path wants the token of its organisation');
    const { organisation: named } = request.params as { readonly organisation?: string };
    if (named?.toLowerCase() !== organisation.organisationId) throw nothingHere();
    if (organisation.status === 'suspended')
      throw accessDenied('the organisation is suspended', { status: 403 });
    return organisation;
  }
}

function challenge(token: string | undefined, description: string): OAuthError {
  const said = token === undefined ? realm : `${realm}, error="invalid_token"`;
  return invalidToken(description, { headers: { 'www-authenticate': said } });
}
