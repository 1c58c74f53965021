import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { OAuthError, temporarilyUnavailable } from '@sandbank/oauth';
import {
  agentContextOf,
  Clock,
  Database,
  GroupCommit,
  LOGGER,
  recordRow,
  RejectionAllowance,
  type AgentContext,
  type Logger,
} from '@sandbank/platform';
import { AccessDenials } from '@sandbank/protected-resource';
import type { FastifyRequest } from 'fastify';
import { allowedRecord, receiptsOf, refusedRecord, type Access } from './access-record.js';
import { writeAccesses } from './access.statements.js';

interface Entry {
  readonly receipts: readonly object[];
  readonly record: object;
}

/**
 * Keeps who read what, when, under what, and whether the customer was present. An answer waits until its record is
 * durable: what is read without a record is not answered. Calls that come together are written together.
 */
@Injectable()
export class AccessRecorder extends AccessDenials implements BeforeApplicationShutdown {
  private readonly entries = new GroupCommit<Entry>((batch) => this.write(batch));
  /** Whoever holds a token of ours is turned away as often as they like, but told of only so often. */
  private readonly allowance = new RejectionAllowance();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super();
  }

  /** Resolves when the call is recorded. @throws `temporarily_unavailable` when it cannot be. */
  async allowed(access: Access): Promise<void> {
    const at = this.clock.now();
    const record = recordRow(allowedRecord(access, at));
    try {
      await this.entries.add({ receipts: receiptsOf(access, at), record });
    } catch (cause) {
      this.logger.error({ err: cause }, 'a call is not answered: it could not be recorded');
      if (cause instanceof OAuthError) throw cause;
      const headers = { 'retry-after': '2' };
      throw temporarilyUnavailable('the call could not be recorded', { cause, headers });
    }
  }

  async denied(request: FastifyRequest, { status, error, description }: OAuthError): Promise<void> {
    const { verifiedAccess: verified } = request;
    // A nonce that is to be taken along is no refusal.
    if (verified === undefined || status < 400 || status >= 500 || error === 'use_dpop_nonce')
      return;
    const { AccountId: accountId } = (request.params ?? {}) as { AccountId?: string };
    const client = `${verified.bank} ${verified.claims.clientId}`;
    if (this.allowance.take(client, this.clock.nowSeconds()) === undefined) return;
    const denial = {
      ...{ verified, accountId, status, interactionId: request.id },
      agent: readableContext(request),
      endpoint: `${request.method} ${request.routeOptions.url ?? ''}`,
      reason: `${error}: ${description}`,
    };
    try {
      const record = recordRow(refusedRecord(denial, this.clock.now()));
      await this.entries.add({ receipts: [], record });
    } catch (cause) {
      // It is turned away all the same.
      this.logger.warn({ err: cause }, 'a refusal could not be recorded');
    }
  }

  private async write(batch: readonly Entry[]): Promise<void> {
    await this.database.query(writeAccesses, [
      JSON.stringify(batch.flatMap(({ receipts }) => receipts)),
      JSON.stringify(batch.map(({ record }) => record)),
    ]);
  }

  /** Before, not on: by then the pool has ended. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.entries.settled();
  }
}

function readableContext(request: FastifyRequest): AgentContext {
  try {
    return agentContextOf(request.headers);
  } catch {
    return {};
  }
}
