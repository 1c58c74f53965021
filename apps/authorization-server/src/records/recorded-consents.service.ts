import { Inject, Injectable } from '@nestjs/common';
import { ClientsConsents, type Act, type HeldConsent, type HoldingClient } from '@sandbank/consent';
import { invalidRequest } from '@sandbank/oauth';
import { Clock, isUuid } from '@sandbank/platform';
import { ReceiptsClient } from '../bank-internal/receipts.client.js';
import { unlessSilent } from '../dashboard/bank-knowledge.js';
import { IssuerRegistry } from '../issuer/issuer.registry.js';
import { consentSummary } from './consent-summary.js';

/** A consent as its client's developers see it (docs/records.md). */
export interface ConsentResource {
  readonly consent_id: string;
  readonly grant_id: string | null;
  readonly type: string;
  readonly status: string;
  readonly granted_at: string | null;
  readonly ends_at: string | null;
  /** Null where it was never used, or the bank's resource server does not answer. */
  readonly last_accessed_at: string | null;
  readonly summary: string;
}

/** What a client holds from customers. */
@Injectable()
export class RecordedConsents {
  constructor(
    @Inject(ClientsConsents) private readonly consents: ClientsConsents,
    @Inject(ReceiptsClient) private readonly receipts: ReceiptsClient,
    @Inject(IssuerRegistry) private readonly issuers: IssuerRegistry,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** At most `limit` consents, and one more where there is a next page; the latest first. */
  async latest(
    client: HoldingClient,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<ConsentResource[]> {
    const held = await this.consents.latest(client, page, this.clock.now());
    const uses = await this.lastUses(client.bank, held);
    return held.map((consent) => resourceOf(consent, uses.get(consent.consentId)));
  }

  /**
   * Gives a consent back as the client itself does where it lodges them. 404 for what is not this client's, 409 for what
   * has ended or cannot be given back.
   */
  async revoke(client: HoldingClient, consentId: string, interactionId: string): Promise<void> {
    const now = this.clock.now();
    const act = {
      ...{ now, by: `client:${client.clientId}`, surface: 'consents-api', interactionId },
      reason: 'the app’s developers gave it back',
    } as const satisfies Act;
    const found = isUuid(consentId) && (await this.consents.holds(client, consentId));
    if (!found) throw invalidRequest('there is no such consent', { status: 404 });
    if (await this.consents.withdraw(client, consentId, act)) return;
    throw invalidRequest('the consent is in no state to be given back', { status: 409 });
  }

  /** The bank is asked about each customer once. */
  private async lastUses(
    bank: string,
    held: readonly HeldConsent[],
  ): Promise<ReadonlyMap<string, Date>> {
    const issuer = await this.issuers.get(bank);
    const ofCustomer = new Map<string, string[]>();
    for (const { consentId, grant } of held) {
      if (grant === undefined) continue;
      const { customerId } = grant;
      ofCustomer.set(customerId, [...(ofCustomer.get(customerId) ?? []), consentId]);
    }
    const answers = await Promise.all(
      [...ofCustomer].map(([customerId, ids]) =>
        unlessSilent(this.receipts.lastAccesses(issuer, customerId, ids)),
      ),
    );
    return new Map(answers.flatMap((uses) => [...(uses ?? [])]));
  }
}

function resourceOf(consent: HeldConsent, lastUse: Date | undefined): ConsentResource {
  const { consentId, grant, type, status, grantedAt, expiresAt, details } = consent;
  return {
    ...{ consent_id: consentId, grant_id: grant?.grantId ?? null, type, status },
    granted_at: grantedAt?.toISOString() ?? null,
    ends_at: expiresAt?.toISOString() ?? null,
    last_accessed_at: lastUse?.toISOString() ?? null,
    summary: consentSummary(details),
  };
}
