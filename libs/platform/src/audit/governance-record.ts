import { statement } from '../database/database.js';
import type { AgentContext } from './agent-context.js';

/** How a token is bound to who holds it (RFC 9449, RFC 8705); `thumbprint` where the key is known by now. */
export interface SenderConstraint {
  readonly method: 'dpop' | 'mtls';
  readonly thumbprint?: string | undefined;
}

/** Who issued the token or is asked for it, and where what is known of them comes from. */
export interface IssuerEvidence {
  readonly issuer: string;
  /** `own`: the server that wrote the record is the issuer; `fetched`: from `metadataUrl`, over HTTPS, by the server itself. */
  readonly metadataSource: 'own' | 'fetched';
  readonly metadataUrl: string;
}

/** A decision or an access as it is kept for good: who, where, what, by which means, and how it ended. */
export interface GovernanceRecord extends AgentContext {
  readonly event: 'authorization.decision' | 'resource.access';
  readonly at: Date;
  readonly bank: string;
  /** Kept apart under a pseudonym; undefined where no customer is known. */
  readonly customerId: string | undefined;
  readonly client: string;
  readonly authorizationServer: string;
  readonly resourceServer: string;
  /** Space-delimited. */
  readonly scope: string | undefined;
  readonly constraint: SenderConstraint;
  readonly issuer: IssuerEvidence;
  readonly redirectUri: string | undefined;
  /** Where the customer agreed. */
  readonly approvalSurface: string | undefined;
  readonly decision: 'allowed' | 'refused';
  readonly reason?: string | undefined;
  readonly interactionId: string | undefined;
  readonly grantId: string | undefined;
  /** The consents behind it, each with its type. */
  readonly consents: readonly { readonly type: string; readonly consentId: string }[];
  /** Method and route of a resource call. */
  readonly endpoint?: string | undefined;
  /** HTTP status of a refusal. */
  readonly status?: number | undefined;
  /** What names or describes the customer: erased with them, while the record stays whole. */
  readonly personal: Readonly<Record<string, unknown>>;
}

/** The public half of a record, as its `body`. */
function recordBody(record: GovernanceRecord): Readonly<Record<string, unknown>> {
  return {
    client: record.client,
    authorization_server: record.authorizationServer,
    resource_server: record.resourceServer,
    scope: record.scope ?? null,
    details: record.consents.map(({ type, consentId }) => ({ type, ConsentId: consentId })),
    constraint: {
      method: record.constraint.method,
      thumbprint: record.constraint.thumbprint ?? null,
    },
    issuer: record.issuer.issuer,
    issuer_metadata: { source: record.issuer.metadataSource, url: record.issuer.metadataUrl },
    redirect_uri: record.redirectUri ?? null,
    tool: record.tool ?? null,
    action: record.customerId === undefined ? (record.action ?? null) : null,
    surface: record.approvalSurface ?? null,
    decision: record.decision,
    reason: record.reason ?? null,
    status: record.status ?? null,
    endpoint: record.endpoint ?? null,
    interaction_id: record.interactionId ?? null,
    grant_id: record.grantId ?? null,
  };
}

/** One element of the array that `tellRecordsSql` reads. */
export const recordRow = (record: GovernanceRecord): object => ({
  bank: record.bank,
  event: record.event,
  at: record.at,
  body: recordBody(record),
  customer: record.customerId ?? null,
  // What an agent was asked to do may say anything of whom it is done for.
  personal: { ...record.personal, action: record.action },
});

/**
 * A SELECT that adds the records of a JSON array of `recordRow`s, in the transaction around it; `body` is an expression
 * over the row `r`. As a common table expression it runs only where its column `told` is read.
 */
export const tellRecordsSql = (parameter: `$${number}`, body = 'r.body'): string => `
  SELECT audit.tell(r.bank, r.event, r.at, ${body}, r.customer, r.personal) AS told
  FROM jsonb_to_recordset(${parameter}::jsonb) AS r(bank text, event text, at timestamptz, body jsonb,
    customer uuid, personal jsonb)`;

/** Adds records; give it the transaction of what they tell. */
export const tellRecords = statement('audit.tell', tellRecordsSql('$1'));
