import { Inject, Injectable } from '@nestjs/common';
import { uuidV7 } from '@sandbank/crypto';
import type { AwaitingConsent } from '@sandbank/consent';
import { enforce, parseIdTokenHint } from '@sandbank/fapi-policy';
import type { AuthorizationDetail } from '@sandbank/oauth';
import { agentContextIn } from '@sandbank/platform';
import { tokenContext, type OAuthRequest } from '../client-authentication/oauth-request.js';
import { RequestedGrants } from '../grant-management/requested-grants.js';
import { interactionSeconds } from '../interaction/interaction.js';
import { newOpaqueValue } from '../opaque-reference.js';
import { traceToRequest } from '../records/flow-of.js';
import { authenticationRequestOf } from './authentication-request.js';
import { namedGrant } from './decision-context.js';
import { IdTokenHintKeys } from './id-token-hint.keys.js';
import { NamedConsents } from './named-consents.js';
import { keptOf } from './pushed-request.js';
import { PushedRequestStore } from './pushed-request.store.js';
import { requestedAccess } from './requested-access.js';

/** Body of a successful answer (RFC 9126 2.2); `expires_in` in seconds. */
export interface PushedAuthorizationResponse {
  readonly request_uri: string;
  readonly expires_in: number;
}

/** What every `request_uri` begins with (RFC 9126 2.2). */
export const requestUriPrefix = 'urn:ietf:params:oauth:request_uri:';

/** Takes pushed authorization requests (RFC 9126). */
@Injectable()
export class AuthorizationService {
  constructor(
    @Inject(PushedRequestStore) private readonly pushedRequests: PushedRequestStore,
    @Inject(IdTokenHintKeys) private readonly hintKeys: IdTokenHintKeys,
    @Inject(RequestedGrants) private readonly grants: RequestedGrants,
    @Inject(NamedConsents) private readonly namedConsents: NamedConsents,
  ) {}

  /** Takes a pushed request into store, with the consent that it asks for unless it names one. */
  async push(request: OAuthRequest, interactionId: string): Promise<PushedAuthorizationResponse> {
    const { issuer, params, client, proof, now } = request;
    const idTokenHint = parseIdTokenHint(params['id_token_hint']);
    const issuerKeys = await this.hintKeys.keysFor(issuer.slug, idTokenHint);
    const grant = namedGrant(await this.grants.namedIn(issuer.slug, params));
    enforce(issuer.profile.push, { ...tokenContext(request), idTokenHint, issuerKeys, grant });
    agentContextIn(params);
    const [entry] = requestedAccess(request);
    const byName = await this.namedConsents.find(request, entry);
    const details = byName?.details ?? entry;
    const { requestUriSeconds } = issuer.profile.limits;
    const expiresAt = new Date(now.getTime() + requestUriSeconds * 1000);
    const { value, slot, reference } = newOpaqueValue(now);
    const made =
      byName === undefined ? consentOf(request, entry, expiresAt, interactionId) : undefined;
    await this.pushedRequests.insert(
      {
        slot,
        reference,
        bank: issuer.slug,
        clientId: client.metadata.client_id,
        parameters: keptOf(params),
        ...authenticationRequestOf(request, byName?.customerId),
        authorizationDetails: details === undefined ? [] : [details],
        dpopJkt: proof?.thumbprint ?? params['dpop_jkt'],
        consentId: (byName ?? made)?.consentId,
        named: byName?.named,
        expiresAt,
      },
      request.admission,
      made === undefined ? [] : [made],
    );
    traceToRequest({ reference });
    return { request_uri: requestUriPrefix + value, expires_in: requestUriSeconds };
  }
}

/** The consent that a request describes; it waits for as long as the request and the journey that it may begin. */
function consentOf(
  { issuer, client, now }: OAuthRequest,
  requested: AuthorizationDetail | undefined,
  requestEndsAt: Date,
  interactionId: string,
): AwaitingConsent | undefined {
  if (requested === undefined) return undefined;
  const { client_id: clientId } = client.metadata;
  return {
    ...{ consentId: uuidV7(now), bank: issuer.slug, clientId, requested },
    authoriseBy: new Date(requestEndsAt.getTime() + interactionSeconds * 1000),
    act: { now, by: `client:${clientId}`, surface: 'pushed-request', interactionId },
  };
}
