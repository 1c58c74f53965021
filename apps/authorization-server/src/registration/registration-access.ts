import { Inject, Injectable } from '@nestjs/common';
import { constantTimeEquals, sha256 } from '@sandbank/crypto';
import { insufficientScope, invalidToken, type OAuthError } from '@sandbank/oauth';
import { bearerTokenOf } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import type { Issuer } from '../issuer/issuer.js';
import { RegistrationStore, type StoredRegistration } from './registration.store.js';

/** A registration, opened with its token. */
export interface OpenRegistration extends StoredRegistration {
  /** As it was presented. */
  readonly token: string;
}

const registered = /^client-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Opens a registration for whoever shows its token (RFC 7592 2, RFC 6750 2.1). */
@Injectable()
export class RegistrationAccess {
  constructor(@Inject(RegistrationStore) private readonly store: RegistrationStore) {}

  /**
   * @throws `invalid_token` 401 without the token of a client, or where there is none; `insufficient_scope` 403 with that
   * of another client.
   */
  async open(issuer: Issuer, clientId: string, request: FastifyRequest): Promise<OpenRegistration> {
    const token = bearerTokenOf(request);
    // What is of another shape names no registration, and could hold what the database cannot look for.
    const found =
      token !== undefined && registered.test(clientId)
        ? await this.store.find(issuer.slug, clientId)
        : undefined;
    if (token === undefined || found === undefined) throw noRegistration(issuer, token);
    const digest = sha256(token);
    if (constantTimeEquals(digest, found.token_digest)) {
      request.clientId = clientId;
      return { ...found, token };
    }
    if (!(await this.store.isOfOther(issuer.slug, clientId, digest)))
      throw noRegistration(issuer, token);
    throw insufficientScope('the registration access token is of another client', {
      headers: { 'www-authenticate': `${realm(issuer)}, error="insufficient_scope"` },
    }).citing('RFC7592-2');
  }
}

/** There is no registration that this token opens, or none any more. */
export function noRegistration(issuer: Issuer, token: string | undefined): OAuthError {
  const challenge = token === undefined ? realm(issuer) : `${realm(issuer)}, error="invalid_token"`;
  return invalidToken('the registration access token opens no registration', {
    headers: { 'www-authenticate': challenge },
  }).citing('RFC7592-2');
}

const realm = ({ url }: Issuer): string => `Bearer realm="${url}/register"`;
