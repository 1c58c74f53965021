import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import {
  Clock,
  Database,
  GroupCommit,
  LOGGER,
  recordRow,
  tellRecords,
  type AgentContext,
  type GovernanceRecord,
  type Logger,
} from '@sandbank/platform';
import { RecordedDenials, type Denial, type VerifiedAccess } from '@sandbank/protected-resource';
import type { FastifyRequest } from 'fastify';

/** Tells of the calls of what this server protects itself, as the resource server does of its own: before the answer. */
@Injectable()
export class AccessRecords extends RecordedDenials implements BeforeApplicationShutdown {
  private readonly rows = new GroupCommit<object>(async (batch) => {
    await this.database.query(tellRecords, [JSON.stringify(batch)]);
  });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(clock, logger);
  }

  /** Resolves when the call is recorded. @throws `temporarily_unavailable` when the database does not answer. */
  async allowed(
    request: FastifyRequest,
    verified: VerifiedAccess,
    agent: AgentContext,
  ): Promise<void> {
    await this.rows.add(recordRow({ ...this.recordOf(request, verified), ...agent }));
  }

  protected override async keep({ verified, request, status, reason }: Denial): Promise<void> {
    const record = this.recordOf(request, verified);
    await this.rows.add(recordRow({ ...record, decision: 'refused', status, reason }));
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
