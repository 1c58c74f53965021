import { Inject, Injectable } from '@nestjs/common';
import {
  agentContextIn,
  recordRow,
  tellRecords,
  type GovernanceRecord,
  type Queryable,
} from '@sandbank/platform';
import { ClientRegistry } from '../client/client.registry.js';
import { IssuerRegistry } from '../issuer/issuer.registry.js';
import type { Interaction } from '../interaction/interaction.js';

/** How a request ended: with what the customer allowed, or without. */
export interface DecisionTaken {
  readonly interaction: Interaction;
  readonly decision: 'allowed' | 'refused';
  readonly now: Date;
  /** Of the call with which it ended. */
  readonly interactionId: string;
  readonly reason?: string;
  readonly grantId?: string;
  readonly accountIds?: readonly string[];
}

/** Tells the governance record of every authorization decision, in the transaction that makes it. */
@Injectable()
export class DecisionRecords {
  constructor(
    @Inject(IssuerRegistry) private readonly issuers: IssuerRegistry,
    @Inject(ClientRegistry) private readonly clients: ClientRegistry,
  ) {}

  /** Adds the record of a decision; give it the decision's own transaction. */
  async tell(taken: DecisionTaken, transaction: Queryable): Promise<void> {
    const record = await this.recordOf(taken);
    await transaction.query(tellRecords, [JSON.stringify([recordRow(record)])]);
  }

  private async recordOf(taken: DecisionTaken): Promise<GovernanceRecord> {
    const { interaction, decision, now, interactionId, reason, grantId, accountIds } = taken;
    const { request, customer } = interaction;
    const { bank, clientId, parameters, authorizationDetails, consentId } = request;
    const issuer = await this.issuers.get(bank);
    const client = await this.clients.find(bank, clientId);
    const toCertificate = client?.metadata.tls_client_certificate_bound_access_tokens === true;
    return {
      event: 'authorization.decision',
      ...{ at: now, bank, decision, reason, interactionId, grantId },
      ...agentContextIn(parameters),
      customerId: customer?.id,
      client: clientId,
      authorizationServer: issuer.url,
      resourceServer: parameters['resource'] ?? issuer.resourceBase,
      scope: parameters['scope'],
      constraint: toCertificate
        ? { method: 'mtls' }
        : { method: 'dpop', thumbprint: request.dpopJkt },
      issuer: {
        issuer: issuer.url,
        metadataSource: 'own',
        metadataUrl: `${issuer.url}/.well-known/openid-configuration`,
      },
      redirectUri: parameters['redirect_uri'],
      // Who leaves, or fails to sign in, does so before the page that asks.
      approvalSurface: interaction.stage === 'consent' ? 'consent-page' : 'sign-in-page',
      consents:
        consentId === undefined
          ? []
          : authorizationDetails.slice(0, 1).map(({ type }) => ({ type, consentId })),
      personal: { details: authorizationDetails, account_ids: accountIds },
    };
  }
}
