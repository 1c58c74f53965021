import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { OAuthError, temporarilyUnavailable } from '@sandbank/oauth';
import {
  agentContextOf,
  Clock,
  Database,
  GroupCommit,
  isUuid,
  LOGGER,
  recordRow,
  type AgentContext,
  type Logger,
} from '@sandbank/platform';
import { RecordedDenials, type Denial } from '@sandbank/protected-resource';
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
export class AccessRecorder extends RecordedDenials implements BeforeApplicationShutdown {
  private readonly entries = new GroupCommit<Entry>((batch) => this.write(batch));

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(clock, logger);
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

  protected override async keep(denial: Denial): Promise<void> {
    const { AccountId } = (denial.request.params ?? {}) as { AccountId?: string };
    // What can be no account's id is not kept: PostgreSQL refuses a text with U+0000, and the record with it.
    const accountId = isUuid(AccountId) ? AccountId : undefined;
    const agent = readableContext(denial.request);
    const record = recordRow(refusedRecord({ ...denial, agent, accountId }, this.clock.now()));
    await this.entries.add({ receipts: [], record });
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
