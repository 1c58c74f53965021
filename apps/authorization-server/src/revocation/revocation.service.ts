import { Inject, Injectable } from '@nestjs/common';
import type { Act } from '@sandbank/consent';
import { enforce } from '@sandbank/fapi-policy';
import { Database } from '@sandbank/platform';
import { tokenReference } from '@sandbank/protected-resource';
import { assertAdmitted, spendAdmission } from '../client-authentication/admission.js';
import {
  presentedTokenContext,
  type OAuthRequest,
} from '../client-authentication/oauth-request.js';
import { opaqueReference } from '../opaque-reference.js';
import { issuedAccessToken } from '../token/issued-access-token.js';
import { RevocationStore } from './revocation.store.js';

/** Ends tokens that their client gives back (RFC 7009 2.1). */
@Injectable()
export class RevocationService {
  constructor(
    @Inject(RevocationStore) private readonly store: RevocationStore,
    @Inject(Database) private readonly database: Database,
  ) {}

  /** False when nothing ended: the token is unknown, over, or another client's (RFC 7009 2.2). */
  async revoke(request: OAuthRequest, interactionId: string): Promise<boolean> {
    const { params, issuer, client, admission, now } = request;
    enforce(issuer.profile.revocation, presentedTokenContext(request));
    const { client_id: clientId } = client.metadata;
    const token = params['token'] ?? '';
    const act = {
      ...{ now, by: `client:${clientId}`, surface: 'token-revocation', interactionId },
      reason: 'the app gave its access back',
    } as const satisfies Act;
    const refreshToken = opaqueReference(token);
    if (refreshToken !== undefined) {
      return this.store.refreshToken(refreshToken.reference, act, admission);
    }
    const accessToken = issuedAccessToken(issuer, token, now);
    if (accessToken?.payload['client_id'] === clientId) {
      const issuedAtSeconds = Number(accessToken.payload['iat']);
      const reference = { ...tokenReference(issuer.slug, accessToken), issuedAtSeconds };
      await this.store.accessToken(reference, act, admission);
      return true;
    }
    assertAdmitted(await spendAdmission(admission, this.database));
    return false;
  }
}
