import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, statement } from '@sandbank/platform';
import type { Member } from '../identity/member.js';
import { PortalError } from '../portal-error.js';

const begin = statement(
  'operator_act.begin',
  `INSERT INTO tpp_portal.operator_act (act_id, person_id, operator, action, bank, subject, reason,
     interaction_id, begun_at, outcome)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'begun')`,
);
const end = statement(
  'operator_act.end',
  `UPDATE tpp_portal.operator_act SET outcome = $2, error = $3, ended_at = $4
   WHERE act_id = $1 AND outcome = 'begun'`,
);
const columns = `act_id AS "id", operator, action, bank, subject, reason, outcome, error,
  interaction_id AS "interactionId", begun_at AS "begunAt", ended_at AS "endedAt"`;
const findLatest = statement(
  'operator_act.latest',
  `SELECT ${columns} FROM tpp_portal.operator_act ORDER BY begun_at DESC, act_id LIMIT $1`,
);
const findOfInteraction = statement(
  'operator_act.of_interaction',
  `SELECT ${columns} FROM tpp_portal.operator_act WHERE interaction_id = $1 ORDER BY begun_at LIMIT 20`,
);

export type OperatorAction = 'freeze' | 'thaw' | 'rotate-keys' | 'replace-keys' | 'export';

/** What an operator sets out to do; `subject` is a client or a kind of keys. */
export interface Intent {
  readonly action: OperatorAction;
  readonly bank: string;
  readonly subject?: string | undefined;
  readonly reason?: string | undefined;
}

/** What an operator did here, and what came of it; `begun` for good where this server stopped in between. */
export interface OperatorAct {
  readonly id: string;
  readonly operator: string;
  readonly action: OperatorAction;
  readonly bank: string;
  readonly subject: string | null;
  readonly reason: string | null;
  readonly outcome: 'begun' | 'done' | 'refused';
  readonly error: string | null;
  readonly interactionId: string;
  readonly begunAt: Date;
  readonly endedAt: Date | null;
}

/** The portal's own record of its operators. The acts stand in the banks' records too, under the same interaction id. */
@Injectable()
export class OperatorActs {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Does something once it is written down who wants it and why; nothing is done that could not be written down. */
  async carryOut<T>(
    { personId, name }: Pick<Member, 'personId' | 'name'>,
    interactionId: string,
    { action, bank, subject, reason }: Intent,
    work: () => Promise<T>,
  ): Promise<T> {
    const id = randomUUID();
    await this.database.query(begin, [
      ...[id, personId, name, action, bank, subject ?? null, reason ?? null],
      ...[interactionId, this.clock.now()],
    ]);
    const result = await work().catch(async (error: unknown) => {
      const code = error instanceof PortalError ? error.code : 'unforeseen';
      await this.database.query(end, [id, 'refused', code, this.clock.now()]);
      throw error;
    });
    // Outside: what was done and could not be written down is not written down as refused.
    await this.database.query(end, [id, 'done', null, this.clock.now()]);
    return result;
  }

  /** The latest first. */
  latest(limit: number): Promise<readonly OperatorAct[]> {
    return this.database.query<OperatorAct>(findLatest, [limit]);
  }

  ofInteraction(interactionId: string): Promise<readonly OperatorAct[]> {
    return this.database.query<OperatorAct>(findOfInteraction, [interactionId]);
  }
}
