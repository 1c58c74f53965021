import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DpopNonces } from '@sandbank/crypto';
import { invalidToken, OAuthError } from '@sandbank/oauth';
import { Clock } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessDenials } from './access-denials.js';
import { challenged } from './challenge.js';
import { presentedToken, type TokenScheme } from './credentials.js';
import { KnownBanks } from './known-banks.js';
import { PROTECTED_RESOURCE, type ProtectedResourceOptions } from './protected-resource.options.js';
import {
  ACCEPTS_USED_CONSENT,
  REQUIRED_AUTHENTICATION,
  REQUIRED_CONSENT_TYPE,
  REQUIRED_PERMISSIONS,
  REQUIRED_SCOPE,
  type AuthenticationPolicy,
} from './requirements.js';
import { ResourceAccess, type ProtectedCall } from './resource-access.js';

/**
 * Lets a call pass when its access token, the key or certificate it is bound to and the consent behind it are good at this
 * moment, and leaves `request.authorization`; every refusal carries a challenge (RFC 6750 3, RFC 9449 7.1, RFC 9728 5.1).
 */
@Injectable()
export class AccessTokenGuard implements CanActivate {
  constructor(
    @Inject(PROTECTED_RESOURCE) private readonly options: ProtectedResourceOptions,
    @Inject(KnownBanks) private readonly banks: KnownBanks,
    @Inject(ResourceAccess) private readonly access: ResourceAccess,
    @Inject(DpopNonces) private readonly nonces: DpopNonces,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(AccessDenials) private readonly denials: AccessDenials,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const [path = ''] = request.url.split('?', 1);
    const bank = await this.banks.ofPath(path);
    const scope = this.required<string>(REQUIRED_SCOPE, context);
    const permissions = this.required<ProtectedCall['permissions']>(REQUIRED_PERMISSIONS, context);
    const consentType = this.required<string>(REQUIRED_CONSENT_TYPE, context);
    const acceptsUsedConsent = this.required<boolean>(ACCEPTS_USED_CONSENT, context) === true;
    const policy = this.required<AuthenticationPolicy>(REQUIRED_AUTHENTICATION, context);
    const authentication = typeof policy === 'function' ? policy(bank, request.body) : policy;
    const nonce = this.nonces.current(this.clock.nowSeconds());
    // A credential that cannot be read is explained under the first scheme.
    let scheme: TokenScheme | undefined = 'dpop';
    try {
      const presented = presentedToken(request);
      scheme = presented?.scheme;
      if (presented === undefined)
        throw invalidToken('an access token is required').citing('SP-5.3.4-1');
      request.authorization = await this.access.authorise({
        ...{ request, path, bank, presented, scope, permissions },
        ...{ consentType, acceptsUsedConsent, authentication },
      });
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      if (request.verifiedAccess !== undefined) await this.denials.denied(request, error);
      throw challenged(error, {
        ...{ options: this.options, bank, nonce, scope, authentication, scheme },
      });
    }
    if (scheme === 'dpop') this.offerNonce(context, nonce);
    return true;
  }

  /** The next nonce rides on the answer, so that no call is spent on learning it (RFC 9449 8.2). */
  private offerNonce(context: ExecutionContext, nonce: string): void {
    void context.switchToHttp().getResponse<FastifyReply>().header('dpop-nonce', nonce);
  }

  private required<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [
      context.getHandler(),
      context.getClass(),
    ]);
  }
}
