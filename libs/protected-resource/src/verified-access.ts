import type { SenderConstraint } from '@sandbank/platform';
import type { DecodedJws } from '@sandbank/crypto';
import { accessTokenClaims, type AccessTokenClaims } from './access-token-claims.js';
import {
  resourceIdentifier,
  type ProtectedResourceOptions,
  type ResourceBank,
} from './protected-resource.options.js';

/** What is certain of a call as soon as its token turned out to be the bank's own, whatever becomes of the call. */
export interface VerifiedAccess {
  readonly bank: string;
  readonly issuer: string;
  /** Where this server has the issuer's keys from. */
  readonly keysUrl: string;
  /** The identifier of the API that was called. */
  readonly resource: string;
  readonly claims: AccessTokenClaims;
  readonly constraint: SenderConstraint;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `AccessTokenGuard` once the bank's signature of the token was good. */
    verifiedAccess?: VerifiedAccess;
  }
}

/** Reads a token whose signature was verified. */
export function verifiedAccess(
  token: DecodedJws,
  { slug, issuer }: ResourceBank,
  options: ProtectedResourceOptions,
): VerifiedAccess {
  const { jkt, 'x5t#S256': certificate } = (token.payload['cnf'] ?? {}) as Record<string, unknown>;
  const method = certificate === undefined ? 'dpop' : 'mtls';
  const thumbprint = method === 'dpop' ? jkt : certificate;
  return {
    ...{ bank: slug, issuer, keysUrl: `${issuer}/jwks` },
    resource: resourceIdentifier(options, slug),
    claims: accessTokenClaims(token),
    constraint: { method, thumbprint: typeof thumbprint === 'string' ? thumbprint : undefined },
  };
}
