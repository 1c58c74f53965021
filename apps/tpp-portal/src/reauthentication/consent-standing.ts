import { Inject, Injectable } from '@nestjs/common';
import { ResourceCaller } from '../accounts/resource-call.js';
import type { Bank } from '../banks/bank.js';
import { LiveClients } from '../banks/live-client.js';
import { upstreamFailure } from '../banks/upstream.js';
import type { Connection } from '../connection/connection.store.js';
import { PortalError } from '../portal-error.js';
import { ClientTokens } from '../rejections/client-token.js';
import { consentIdOf, tellsSuspension } from './suspended-consent.js';

/**
 * Asks a bank how a consent stands, with a token of the client itself: a refresh token that is refused may be so for
 * the time being alone, and only the consent tells.
 */
@Injectable()
export class ConsentStanding {
  constructor(
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(ClientTokens) private readonly tokens: ClientTokens,
    @Inject(ResourceCaller) private readonly resources: ResourceCaller,
  ) {}

  /**
   * True when the consent of a connection is suspended; false for any other answer, a refusal among them. Throws
   * `bank_unavailable` when there is no answer: nothing is known then, and nothing may be given up.
   */
  async isSuspended(bank: Bank, connection: Connection): Promise<boolean> {
    const consentId = consentIdOf(connection.authorizationDetails);
    if (consentId === undefined) return false;
    try {
      const client = await this.clients.ofService(bank);
      const token = await this.tokens.of(client, 'accounts');
      const target = `/aisp/account-access-consents/${consentId}`;
      return tellsSuspension(await this.resources.read(client, token, target), consentId);
    } catch (thrown) {
      const failure = upstreamFailure(thrown);
      if (failure?.kind !== 'unavailable') return false;
      const detail = { upstream: failure, flowId: connection.flowId, cause: thrown };
      throw new PortalError(
        'bank_unavailable',
        `${bank.name} cannot be reached right now.`,
        detail,
      );
    }
  }
}
