import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { enforce, parseClientAssertion } from '@sandbank/fapi-policy';
import { invalidClient, parseOAuthParameters, type OAuthParameters } from '@sandbank/oauth';
import { Clock, replayMark, type ReplayMark } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import passport from 'passport';
import { ClientRegistry, type RegisteredClient } from '../client/client.registry.js';
import type { Issuer } from '../issuer/issuer.js';
import { IssuerRegistry } from '../issuer/issuer.registry.js';

/** A client that proved who it is, and the request with which it did. */
export interface AuthenticatedClient {
  readonly issuer: Issuer;
  readonly params: OAuthParameters;
  readonly client: RegisteredClient;
  /** The one use of the assertion. */
  readonly assertionMark: ReplayMark;
  readonly now: Date;
}

class AssertionStrategy extends passport.Strategy {}

/** Client authentication by `private_key_jwt` (OpenID Connect Core 9, RFC 7523 2.2). */
@Injectable()
export class PrivateKeyJwtStrategy extends PassportStrategy(AssertionStrategy, 'private_key_jwt') {
  constructor(
    @Inject(IssuerRegistry) private readonly issuers: IssuerRegistry,
    @Inject(ClientRegistry) private readonly clients: ClientRegistry,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    super();
  }

  // Passport's own types know only Express; what arrives is Fastify's request.
  override authenticate(request: unknown): void {
    this.authenticated(request as FastifyRequest<{ Params: { bank: string } }>).then(
      (client) => this.success(client),
      (error: unknown) => this.error(error),
    );
  }

  // Passport calls the strategy itself; a verify callback is not part of this method.
  validate(): undefined {
    return undefined;
  }

  private async authenticated(
    request: FastifyRequest<{ Params: { bank: string } }>,
  ): Promise<AuthenticatedClient> {
    const issuer = await this.issuers.get(request.params.bank);
    const params = parseOAuthParameters(typeof request.body === 'string' ? request.body : '');
    const assertion = assertionOf(params);
    const clientId = claimedClientId(params, assertion.payload['sub']);
    const client = await this.clients.find(issuer.slug, clientId);
    if (client === undefined) throw invalidClient('the client is unknown or may not act');
    request.clientId = clientId;
    const now = this.clock.now();
    enforce(issuer.profile.clientAuthentication, {
      issuer: issuer.url,
      nowSeconds: Math.floor(now.getTime() / 1000),
      limits: issuer.profile.limits,
      params,
      authorizationHeader: request.headers.authorization !== undefined,
      client: client.metadata,
      clientKeys: client.keys,
      assertion,
    });
    const { jti, exp } = assertion.payload as { jti: string; exp: number };
    const assertionMark = replayMark(['client-assertion', issuer.url, clientId, jti], exp);
    return { issuer, params, client, assertionMark, now };
  }
}

function assertionOf(params: OAuthParameters) {
  const assertion = params['client_assertion'];
  if (assertion !== undefined) return parseClientAssertion(assertion);
  throw invalidClient('the client must authenticate with a client assertion', {
    expected: 'client_assertion',
  }).citing('SP-5.3.2.1-6');
}

/** The client that the assertion names; a `client_id` beside it must be the same (RFC 7521 4.2). */
function claimedClientId(params: OAuthParameters, sub: unknown): string {
  // PostgreSQL cannot look for U+0000, which a JWT can hold.
  if (typeof sub !== 'string' || sub.length > 200 || sub.includes('\0')) {
    throw invalidClient('the client assertion needs sub, the client_id').citing('OIDC-9');
  }
  const named = params['client_id'];
  if (named === undefined || named === sub) return sub;
  throw invalidClient('client_id is not the client of the assertion', {
    expected: sub,
    received: named,
  }).citing('RFC7521-4.2');
}
