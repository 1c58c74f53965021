import { Inject, Injectable } from '@nestjs/common';
import type { DecodedJws } from '@sandbank/crypto';
import { enforce } from '@sandbank/fapi-policy';
import { OAuthError } from '@sandbank/oauth';
import { Database } from '@sandbank/platform';
import {
  accessTokenClaims,
  tokenReference,
  tokenStandingRules,
  type StandingContext,
} from '@sandbank/protected-resource';
import { assertAdmitted, spendAdmission } from '../client-authentication/admission.js';
import {
  presentedTokenContext,
  type OAuthRequest,
} from '../client-authentication/oauth-request.js';
import { issuedAccessToken } from '../token/issued-access-token.js';
import {
  inactive,
  introspectionResponse,
  type IntrospectionResponse,
} from './introspection-response.js';
import { IntrospectionStore } from './introspection.store.js';

/** Tells a registered resource server what a token is worth at this moment (RFC 7662 2). */
@Injectable()
export class IntrospectionService {
  constructor(
    @Inject(IntrospectionStore) private readonly store: IntrospectionStore,
    @Inject(Database) private readonly database: Database,
  ) {}

  async introspect(request: OAuthRequest): Promise<IntrospectionResponse> {
    const { params, issuer, client, admission, now } = request;
    enforce(issuer.profile.introspection, presentedTokenContext(request));
    const { resource = '' } = client.metadata;
    const token = issuedAccessToken(issuer, params['token'] ?? '', now);
    if (token === undefined || !isMeantFor(token, resource)) {
      assertAdmitted(await spendAdmission(admission, this.database));
      return inactive;
    }
    const { slug: bank } = issuer;
    const standing = await this.store.standingOf(tokenReference(bank, token), admission, now);
    // What a used consent is still good for, its route at the resource server knows.
    const context = { bank, claims: accessTokenClaims(token), standing, acceptsUsedConsent: true };
    return stands(context) ? introspectionResponse(token, standing, resource) : inactive;
  }
}

function isMeantFor({ payload: { aud } }: DecodedJws, resource: string): boolean {
  return aud === resource || (Array.isArray(aud) && aud.includes(resource));
}

function stands(context: StandingContext): boolean {
  try {
    enforce(tokenStandingRules, context);
    return true;
  } catch (error) {
    if (error instanceof OAuthError) return false;
    throw error;
  }
}
