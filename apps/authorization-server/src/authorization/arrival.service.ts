import { Inject, Injectable } from '@nestjs/common';
import { assess, enforce } from '@sandbank/fapi-policy';
import type { OAuthParameters } from '@sandbank/oauth';
import { Clock } from '@sandbank/platform';
import { ClientRegistry } from '../client/client.registry.js';
import { RequestedGrants } from '../grant-management/requested-grants.js';
import { InteractionService } from '../interaction/interaction.service.js';
import type { Issuer } from '../issuer/issuer.js';
import { opaqueReference } from '../opaque-reference.js';
import { traceToRequest } from '../records/flow-of.js';
import { requestUriPrefix } from './authorization.service.js';
import { redirectOf } from './authorization-response.js';
import { decisionContext } from './decision-context.js';
import type { PushedRequest } from './pushed-request.js';
import { PushedRequestStore } from './pushed-request.store.js';

/** A pushed request whose customer has arrived. */
export interface Arrival {
  readonly pushed: PushedRequest;
  /** The interaction in which this browser opened the request before, to be gone on with. */
  readonly resumes: string | undefined;
}

/** The secret that a browser holds for an interaction; empty when it holds none. */
export type HeldSecret = (interactionId: string) => string;

/** Finds what a browser brings to the authorization endpoint. */
@Injectable()
export class ArrivalService {
  constructor(
    @Inject(PushedRequestStore) private readonly pushedRequests: PushedRequestStore,
    @Inject(ClientRegistry) private readonly clients: ClientRegistry,
    @Inject(InteractionService) private readonly interactions: InteractionService,
    @Inject(RequestedGrants) private readonly grants: RequestedGrants,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Finds the pushed request that a browser brings. Nothing is consumed: a reload must not burn the request
   * (SP-5.3.2.2 note 3). Client and request are judged anew (RFC 9126 7.4).
   */
  async begin(issuer: Issuer, params: OAuthParameters, held: HeldSecret): Promise<Arrival> {
    const client = await this.clients.findNow(issuer.slug, params['client_id'] ?? '');
    const pushed = await this.findPushed(issuer, params['request_uri']);
    if (pushed !== undefined) traceToRequest(pushed);
    const openedBy = pushed?.consumed === false ? pushed.interactionId : undefined;
    const isOurs =
      openedBy !== undefined &&
      (await this.interactions.isHeldBy(issuer, openedBy, held(openedBy)));
    const nowSeconds = this.clock.nowSeconds();
    enforce(issuer.profile.authorize, {
      issuer: issuer.url,
      nowSeconds,
      limits: issuer.profile.limits,
      params,
      client: client?.metadata,
      pushed: pushed && {
        clientId: pushed.clientId,
        expiresAtSeconds: pushed.expiresAt.getTime() / 1000,
        consumed: pushed.consumed,
        redirectUri: pushed.parameters['redirect_uri'] ?? '',
        openedElsewhere: openedBy !== undefined && !isOurs,
      },
    });
    if (pushed === undefined || client === undefined) {
      throw new Error('a rule let an unknown request pass');
    }
    const grant = await this.grants.namedIn(issuer.slug, pushed.parameters);
    const context = decisionContext(issuer, pushed, client.metadata, nowSeconds, grant);
    const refusal = assess(issuer.profile.decision, context);
    if (refusal !== undefined) throw refusal.redirectedTo(redirectOf(issuer, pushed.parameters));
    return { pushed, resumes: openedBy };
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
