import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ResourceConsent } from '@sandbank/consent';
import type { FastifyRequest } from 'fastify';

/** Who calls, for whom, and what they may see: all that a protected handler needs to know. */
export interface ResourceAuthorization {
  /** Slug of the bank that was called. */
  readonly bank: string;
  readonly clientId: string;
  /** The customer; undefined for a token of the client's own. */
  readonly subject: string | undefined;
  readonly scopes: readonly string[];
  readonly grantId: string | undefined;
  /**
   * What may decide the call: of the route's type, in force at this moment, granting what the route requires, each as
   * narrow as the token; the last to be agreed to first. What one of them decides, no other adds to.
   */
  readonly consents: readonly ResourceConsent[];
  /** The first of them. */
  readonly consent: ResourceConsent | undefined;
  readonly interactionId: string;
  /** Public base URL of the listener that was called, without a trailing slash. */
  readonly baseUrl: string;
  /** What the app's own tables say of the customer (`circumstancesSql`), as PostgreSQL gave it. */
  readonly circumstances: unknown;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `AccessTokenGuard`. */
    authorization?: ResourceAuthorization;
  }
}

/** Parameter of a handler behind `AccessTokenGuard`: its `ResourceAuthorization`. */
export const Authorization = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { authorization } = context.switchToHttp().getRequest<FastifyRequest>();
  if (authorization === undefined) throw new Error('this route is not behind AccessTokenGuard');
  return authorization;
});
