import { Inject, Injectable } from '@nestjs/common';
import { enforce, parseClientAssertion } from '@sandbank/fapi-policy';
import type { DecodedJws } from '@sandbank/crypto';
import { invalidClient, parseOAuthParameters, type OAuthParameters } from '@sandbank/oauth';
import {
  Clock,
  presentedCertificate,
  replayMark,
  type PresentedCertificate,
  type ReplayMark,
} from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import passport from 'passport';
import { ClientRegistry, type RegisteredClient } from '../client/client.registry.js';
import type { Issuer } from '../issuer/issuer.js';
import { IssuerRegistry } from '../issuer/issuer.registry.js';
import { unknownClient } from './unknown-client.js';

/** A client that proved who it is, and the request with which it did. */
export interface AuthenticatedClient {
  readonly issuer: Issuer;
  readonly params: OAuthParameters;
  readonly client: RegisteredClient;
  /** The certificate of this connection, whether or not it is what the client authenticated with. */
  readonly certificate: PresentedCertificate | undefined;
  /** The one use of the assertion; a certificate is not used up. */
  readonly assertionMark: ReplayMark | undefined;
  readonly now: Date;
}

type ClientRequest = FastifyRequest<{ Params: { bank: string } }>;

/**
 * Client authentication by `private_key_jwt`, `tls_client_auth` and `self_signed_tls_client_auth`: reads which of them the
 * request uses, and enforces the rules of every client and those of that method (OpenID Connect Core 9, RFC 8705 2).
 */
@Injectable()
export class ClientAuthenticationStrategy extends passport.Strategy {
  override readonly name = 'client_authentication';

  constructor(
    @Inject(IssuerRegistry) private readonly issuers: IssuerRegistry,
    @Inject(ClientRegistry) private readonly clients: ClientRegistry,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    super();
  }

  // Passport's own types know only Express; what arrives is Fastify's request.
  override authenticate(request: unknown): void {
    this.authenticated(request as ClientRequest).then(
      (client) => this.success(client),
      (error: unknown) => this.error(error),
    );
  }

  private async authenticated(request: ClientRequest): Promise<AuthenticatedClient> {
    const issuer = await this.issuers.get(request.params.bank);
    const params = parseOAuthParameters(typeof request.body === 'string' ? request.body : '');
    const certificate = presentedCertificate(request);
    const assertion = assertionOf(params);
    const clientId = claimedClientId(params, assertion);
    const client = await this.clients.find(issuer.slug, clientId);
    if (client === undefined) throw unknownClient();
    const now = this.clock.now();
    const { profile } = issuer;
    const { metadata } = client;
    const context = {
      issuer: issuer.url,
      nowSeconds: Math.floor(now.getTime() / 1000),
      limits: profile.limits,
      params,
      authorizationHeader: request.headers.authorization !== undefined,
      client: metadata,
      disowned: certificate?.disowned,
    };
    const by = { issuer, params, client, certificate, now };
    if (assertion !== undefined) {
      const method = 'private_key_jwt' as const;
      enforce(profile.clientAuthentication, { ...context, method });
      const { keys: clientKeys } = await this.clients.withKeys(client, {
        kid: assertion.header.kid,
      });
      enforce(profile[method], { ...context, method, clientKeys, assertion });
      return { ...by, assertionMark: assertionMark(issuer, clientId, assertion) };
    }
    const method = tlsMethodOf(client);
    if (certificate === undefined) {
      enforce(profile.clientAuthentication, { ...context, method: 'none' });
      throw new Error('a rule let a client pass that did not authenticate');
    }
    enforce(profile.clientAuthentication, { ...context, method });
    const { certificates: registeredCertificates } =
      method === 'self_signed_tls_client_auth'
        ? await this.clients.withKeys(client, { certificate: certificate.certificate.thumbprint })
        : client;
    enforce(profile[method], { ...context, method, ...certificate, registeredCertificates });
    return { ...by, assertionMark: undefined };
  }
}

/** The two methods look alike on the wire: the client's registration says how its certificate is to be read. */
function tlsMethodOf({ metadata }: RegisteredClient) {
  const { token_endpoint_auth_method: registered } = metadata;
  return registered === 'self_signed_tls_client_auth' ? registered : 'tls_client_auth';
}

function assertionOf(params: OAuthParameters): DecodedJws | undefined {
  const assertion = params['client_assertion'];
  return assertion === undefined ? undefined : parseClientAssertion(assertion);
}

function assertionMark({ url }: Issuer, clientId: string, { payload }: DecodedJws): ReplayMark {
  const { jti, exp } = payload as { jti: string; exp: number };
  return replayMark(['client-assertion', url, clientId, jti], exp);
}

const clientIdLengthMax = 200;

/** The client that the assertion names, and `client_id` where there is none; both must be the same (RFC 7521 4.2). */
function claimedClientId(params: OAuthParameters, assertion: DecodedJws | undefined): string {
  const named = params['client_id'];
  if (assertion === undefined) {
    if (named !== undefined && named.length <= clientIdLengthMax) return named;
    throw invalidClient('the client must authenticate', { expected: 'client_id' }).citing(
      'RFC8705-2',
    );
  }
  const { sub } = assertion.payload;
  // PostgreSQL cannot look for U+0000, which a JWT can hold.
  if (typeof sub !== 'string' || sub.length > clientIdLengthMax || sub.includes('\0')) {
    throw invalidClient('the client assertion needs sub, the client_id').citing('OIDC-9');
  }
  if (named === undefined || named === sub) return sub;
  throw invalidClient('client_id is not the client of the assertion', {
    expected: sub,
    received: named,
  }).citing('RFC7521-4.2');
}
