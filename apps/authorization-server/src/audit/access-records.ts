import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { OAuthError } from '@sandbank/oauth';
import {
  agentContextOf,
  Clock,
  Database,
  GroupCommit,
  LOGGER,
  recordRow,
  RejectionAllowance,
  tellRecords,
  type GovernanceRecord,
  type Logger,
} from '@sandbank/platform';
import { AccessDenials, type VerifiedAccess } from '@sandbank/protected-resource';
import type { FastifyRequest } from 'fastify';

/** Tells of the calls of what this server protects itself, as the resource server does of its own: before the answer. */
@Injectable()
export class AccessRecords extends AccessDenials implements BeforeApplicationShutdown {
  private readonly rows = new GroupCommit<object>(async (batch) => {
    await this.database.query(tellRecords, [JSON.stringify(batch)]);
  });
  private readonly allowance = new RejectionAllowance();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super();
  }

  /** Resolves when the call is recorded. @throws `temporarily_unavailable` when the database does not answer. */
  async allowed(request: FastifyRequest, verified: VerifiedAccess): Promise<void> {
    await this.rows.add(
      recordRow({ ...this.recordOf(request, verified), ...agentContextOf(request.headers) }),
    );
  }

  async denied(request: FastifyRequest, { status, error, description }: OAuthError): Promise<void> {
    const { verifiedAccess: verified } = request;
    if (verified === undefined || status >= 500 || error === 'use_dpop_nonce') return;
    const client = `${verified.bank} ${verified.claims.clientId}`;
    if (this.allowance.take(client, this.clock.nowSeconds()) === undefined) return;
    const reason = `${error}: ${description}`;
    const record = {
      ...this.recordOf(request, verified),
      decision: 'refused',
      status,
      reason,
    } as const;
    await this.rows.add(recordRow(record)).catch((err: unknown) => {
      // It is turned away all the same.
      this.logger.warn({ err }, 'a refusal could not be recorded');
    });
  }

  private recordOf(request: FastifyRequest, verified: VerifiedAccess): GovernanceRecord {
    const { bank, issuer, keysUrl, resource, claims, constraint } = verified;
    return {
      event: 'resource.access',
      ...{ at: this.clock.now(), bank, constraint, decision: 'allowed' },
      customerId: claims.subject,
      client: claims.clientId,
      authorizationServer: issuer,
      resourceServer: resource,
      scope: claims.scopes.join(' '),
      issuer: { issuer, metadataSource: 'own', metadataUrl: keysUrl },
      redirectUri: undefined,
      approvalSurface: undefined,
      interactionId: request.id,
      grantId: claims.grantId,
      consents: claims.details.map(({ type, ConsentId }) => ({ type, consentId: ConsentId })),
      endpoint: `${request.method} ${request.routeOptions.url ?? ''}`,
      personal: {},
    };
  }

  /** Before, not on: by then the pool has ended. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.rows.settled();
  }
}
