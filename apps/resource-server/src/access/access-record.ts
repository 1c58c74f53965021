import { uuidV7 } from '@sandbank/crypto';
import type { ResourceConsent } from '@sandbank/consent';
import type { AgentContext, GovernanceRecord } from '@sandbank/platform';
import type { Denial, ResourceAuthorization, VerifiedAccess } from '@sandbank/protected-resource';
import type { CustomerCircumstances } from '../open-banking/customer-headers.js';

/** One call that may be answered, and what it was answered with. */
export interface Access {
  readonly authorization: ResourceAuthorization;
  readonly verified: VerifiedAccess;
  readonly customer: CustomerCircumstances;
  readonly agent: AgentContext;
  /** Method and route, not the URL. */
  readonly endpoint: string;
  readonly accountId: string | undefined;
  /** Those that decided what was read: each is told of it. */
  readonly consents: readonly ResourceConsent[];
}

/** The customer's receipts of a call: one for each consent behind it, or one without. */
export function receiptsOf(access: Access, at: Date): object[] {
  const { authorization, customer, endpoint, accountId, consents } = access;
  const ids = consents.map(({ consentId }) => consentId);
  return (ids.length === 0 ? [undefined] : ids).map((consentId) => ({
    id: uuidV7(at),
    occurred_at: at,
    bank_slug: authorization.bank,
    client_id: authorization.clientId,
    customer_id: authorization.subject,
    consent_id: consentId,
    grant_id: authorization.grantId,
    account_id: accountId,
    endpoint,
    interaction_id: authorization.interactionId,
    customer_present: customer.isPresent,
    customer_ip_address: customer.ipAddress,
    customer_user_agent: customer.userAgent,
    customer_authenticated_at: customer.authenticatedAt,
  }));
}

/** The governance record of a call that was answered. */
export function allowedRecord(access: Access, at: Date): GovernanceRecord {
  const { authorization, verified, customer, agent, consents, accountId } = access;
  return {
    ...whoAndWhere(verified, at),
    ...agent,
    endpoint: access.endpoint,
    decision: 'allowed',
    interactionId: authorization.interactionId,
    consents,
    personal: {
      account_id: accountId,
      details: consents.map(({ details }) => details),
      customer_present: customer.isPresent,
      customer_ip_address: customer.ipAddress,
      customer_user_agent: customer.userAgent,
      customer_authenticated_at: customer.authenticatedAt,
    },
  };
}

/** What is told of a call that was turned away. */
export interface DeniedAccess extends Denial {
  readonly agent: AgentContext;
  readonly accountId: string | undefined;
}

/** The governance record of a call that was turned away. */
export function refusedRecord(denied: DeniedAccess, at: Date): GovernanceRecord {
  const { verified, request, agent, accountId, endpoint, status, reason } = denied;
  return {
    ...whoAndWhere(verified, at),
    ...agent,
    ...{ endpoint, interactionId: request.id, status, reason },
    decision: 'refused',
    consents: verified.claims.details.map(({ type, ConsentId }) => ({
      type,
      consentId: ConsentId,
    })),
    personal: { account_id: accountId, details: verified.claims.details },
  };
}

function whoAndWhere(
  { bank, issuer, keysUrl, resource, claims, constraint }: VerifiedAccess,
  at: Date,
) {
  return {
    event: 'resource.access' as const,
    ...{ at, bank, constraint },
    customerId: claims.subject,
    client: claims.clientId,
    authorizationServer: issuer,
    resourceServer: resource,
    scope: claims.scopes.join(' '),
    issuer: { issuer, metadataSource: 'fetched' as const, metadataUrl: keysUrl },
    // A call has none; that of its authorization stands in the record of the decision, under the same grant.
    redirectUri: undefined,
    // Read from the consent's history as the record is written.
    approvalSurface: undefined,
    grantId: claims.grantId,
  };
}
