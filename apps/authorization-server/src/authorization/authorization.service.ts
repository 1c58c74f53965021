import { Inject, Injectable } from '@nestjs/common';
import { uuidV7 } from '@sandbank/crypto';
import { enforce } from '@sandbank/fapi-policy';
import { loginRequired, spaceDelimited, type OAuthParameters } from '@sandbank/oauth';
import { Clock } from '@sandbank/platform';
import { tokenContext, type OAuthRequest } from '../client-authentication/oauth-request.js';
import { ClientRegistry } from '../client/client.registry.js';
import { interactionSeconds } from '../interaction/interaction.js';
import type { Issuer } from '../issuer/issuer.js';
import { newOpaqueValue, opaqueReference } from '../opaque-reference.js';
import { keptOf, type PushedRequest } from './pushed-request.js';
import { PushedRequestStore } from './pushed-request.store.js';
import { redirectOf } from './authorization-response.js';
import { requestedAccess } from './requested-access.js';

/** Body of a successful answer (RFC 9126 2.2); `expires_in` in seconds. */
export interface PushedAuthorizationResponse {
  readonly request_uri: string;
  readonly expires_in: number;
}

const requestUriPrefix = 'urn:ietf:params:oauth:request_uri:';

/** From the pushed request to the moment the customer arrives at the bank's pages. */
@Injectable()
export class AuthorizationService {
  constructor(
    @Inject(PushedRequestStore) private readonly pushedRequests: PushedRequestStore,
    @Inject(ClientRegistry) private readonly clients: ClientRegistry,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Takes a pushed request and the consent it asks for into store. */
  async push(request: OAuthRequest, interactionId: string): Promise<PushedAuthorizationResponse> {
    const { issuer, params, client, proof, now } = request;
    enforce(issuer.profile.push, tokenContext(request));
    const [details] = requestedAccess(request);
    const { requestUriSeconds } = issuer.profile.limits;
    const expiresAt = new Date(now.getTime() + requestUriSeconds * 1000);
    const { value, slot, reference } = newOpaqueValue(now);
    const consent = details && {
      consentId: uuidV7(now),
      bank: issuer.slug,
      clientId: client.metadata.client_id,
      requested: details,
      authoriseBy: new Date(expiresAt.getTime() + interactionSeconds * 1000),
      act: {
        now,
        by: `client:${client.metadata.client_id}`,
        surface: 'pushed-request',
        interactionId,
      } as const,
    };
    await this.pushedRequests.insert(
      {
        slot,
        reference,
        bank: issuer.slug,
        clientId: client.metadata.client_id,
        parameters: keptOf(params),
        authorizationDetails: details === undefined ? [] : [details],
        dpopJkt: proof?.thumbprint ?? params['dpop_jkt'],
        consentId: consent?.consentId,
        expiresAt,
      },
      request.admission,
      consent === undefined ? [] : [consent],
    );
    return { request_uri: requestUriPrefix + value, expires_in: requestUriSeconds };
  }

  /**
   * Finds the pushed request that a browser brings; every parameter but `client_id` and `request_uri` is
   * ignored, and nothing is consumed: a reload must not burn the request (SP-5.3.2.2 note 3).
   */
  async begin(issuer: Issuer, params: OAuthParameters): Promise<PushedRequest> {
    const client = await this.clients.find(issuer.slug, params['client_id'] ?? '');
    const pushed = await this.findPushed(issuer, params['request_uri']);
    enforce(issuer.profile.authorize, {
      issuer: issuer.url,
      nowSeconds: this.clock.nowSeconds(),
      limits: issuer.profile.limits,
      params,
      client: client?.metadata,
      pushed: pushed && {
        clientId: pushed.clientId,
        expiresAtSeconds: pushed.expiresAt.getTime() / 1000,
        consumed: pushed.consumed,
        redirectUri: pushed.parameters['redirect_uri'] ?? '',
        openedElsewhere: false,
      },
    });
    if (pushed === undefined) throw new Error('a rule let an unknown request pass');
    if (spaceDelimited(pushed.parameters['prompt']).includes('none')) {
      // Each authorization has its own sign-in, so there is never a session to go on with.
      throw loginRequired('the customer must sign in')
        .citing('OIDC-3.1.2.6')
        .redirectedTo(redirectOf(issuer, pushed.parameters));
    }
    return pushed;
  }

  private async findPushed(
    issuer: Issuer,
    requestUri: string | undefined,
  ): Promise<PushedRequest | undefined> {
    if (requestUri?.startsWith(requestUriPrefix) !== true) return undefined;
    const at = opaqueReference(requestUri.slice(requestUriPrefix.length));
    return at && this.pushedRequests.find(issuer.slug, at);
  }
}
