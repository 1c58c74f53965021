import type { DpopProof } from '@sandbank/crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { OAuthParameters } from '@sandbank/oauth';
import type { PolicyContext, PresentedTokenContext, TokenContext } from '@sandbank/fapi-policy';
import type { PresentedCertificate } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import type { RegisteredClient } from '../client/client.registry.js';
import type { Issuer } from '../issuer/issuer.js';
import { namedResources, resourcesOf } from '../token/audience.js';
import type { Admission } from './admission.js';

/** A request of an authenticated client, with everything that was verified about it. */
export interface OAuthRequest {
  readonly issuer: Issuer;
  readonly params: OAuthParameters;
  readonly client: RegisteredClient;
  readonly proof: DpopProof | undefined;
  /** The certificate of this connection, whether or not it is what the client authenticated with. */
  readonly certificate: PresentedCertificate | undefined;
  /** The single-use values of this request, to be recorded with what it changes. */
  readonly admission: Admission;
  readonly now: Date;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `ClientAuthenticationGuard`. */
    oauth?: OAuthRequest;
  }
}

/** The verified request of an endpoint behind `ClientAuthenticationGuard`. */
export const AuthenticatedRequest = createParamDecorator(
  (_data: unknown, context: ExecutionContext): OAuthRequest => {
    const { oauth } = context.switchToHttp().getRequest<FastifyRequest>();
    if (oauth === undefined) throw new Error('the endpoint lacks ClientAuthenticationGuard');
    return oauth;
  },
);

function policyContext({ issuer, now }: OAuthRequest): PolicyContext {
  return {
    issuer: issuer.url,
    nowSeconds: Math.floor(now.getTime() / 1000),
    limits: issuer.profile.limits,
  };
}

/** The context of a token request's rules; `resource` may name what the authorization request did, if that named any. */
export function tokenContext(request: OAuthRequest, granted?: string): TokenContext {
  const { params, client, proof, issuer } = request;
  const certificate = request.certificate?.certificate;
  const resources = namedResources(granted) ?? resourcesOf(issuer);
  return {
    ...policyContext(request),
    ...{ params, client: client.metadata, proof, certificate, resources },
  };
}

/** The context of the rules of revocation and introspection. */
export function presentedTokenContext(request: OAuthRequest): PresentedTokenContext {
  const { params, client } = request;
  return { ...policyContext(request), params, client: client.metadata };
}
