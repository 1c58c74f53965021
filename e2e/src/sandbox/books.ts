import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createPool } from '@sandbank/platform';

/** Rows that must come and go together. */
export interface ApprovalTraces {
  /** Whether the pushed request is used up. */
  readonly spent: boolean;
  /** The states of its consent, one after the other. */
  readonly history: string;
  /** The state of the grant, if there is one. */
  readonly grant: string | null;
  /** Codes and refresh tokens of the grant that are still good. */
  readonly codes: number;
  readonly refresh_tokens: number;
}

/** The books of a sandbox as their owner sees them: to arrange, and to look after the fact. */
export class Books {
  private constructor(private readonly pool: ReturnType<typeof createPool>) {}

  static open(home: string): Books {
    const { database } = JSON.parse(readFileSync(join(home, 'ports.json'), 'utf8')) as {
      database: number;
    };
    const password = readFileSync(join(home, 'secrets', 'postgres.password'), 'utf8').trim();
    return new Books(
      createPool(`postgres://sandbank:${password}@127.0.0.1:${database}/sandbank`, 1),
    );
  }

  /** How old the sign-in behind a payment may be; known to a bank that was not called for a minute. */
  async allowSignInsOf(seconds: number): Promise<void> {
    await this.pool.query('UPDATE resource_server.bank SET payment_authentication_seconds = $1', [
      seconds,
    ]);
  }

  /** The time has come at which a bank wants the customer of a consent to sign in again. */
  async makeSignInDue(consentId: string): Promise<void> {
    // What was agreed to never changes: the guards of the table are put aside, so that nobody has to wait 90 days.
    await this.pool.query(
      `WITH aside AS (SELECT set_config('session_replication_role', 'replica', true))
       UPDATE consent.consent SET reauthenticate_by = now() - interval '1 second' FROM aside
       WHERE consent_id = $1`,
      [consentId],
    );
  }

  /** What there is of a consent's payment: rows that must come together or not at all. */
  async tracesOf(consentId: string): Promise<{ status: string; payments: number; holds: number }> {
    const { rows } = await this.pool.query<{ status: string; payments: number; holds: number }>(
      `SELECT c.status, count(DISTINCT p.id)::int AS payments, count(h.id)::int AS holds
       FROM consent.consent c LEFT JOIN resource_server.payment p ON p.consent_id = c.consent_id
       LEFT JOIN resource_server.hold h ON h.id = p.hold_id
       WHERE c.consent_id = $1 GROUP BY c.status`,
      [consentId],
    );
    return rows[0]!;
  }

  /** Waits until no payment has a step to take. */
  async untilSettled(): Promise<void> {
    const until = performance.now() + 30_000;
    while (performance.now() < until) {
      const { rowCount } = await this.pool.query(
        'SELECT FROM resource_server.payment WHERE next_step_at IS NOT NULL LIMIT 1',
      );
      if (rowCount === 0) return;
      await delay(100);
    }
    throw new Error('payments are still on their way after 30 s');
  }

  /** What the decision about the request with that `state` has left behind. */
  async tracesOfApproval(state: string): Promise<ApprovalTraces> {
    const { rows } = await this.pool.query<ApprovalTraces>(
      `SELECT r.consumed_at IS NOT NULL AS spent, g.status AS grant,
         (SELECT string_agg(h.to_status, ' ' ORDER BY h.version) FROM consent.consent_history h
          WHERE h.consent_id = c.consent_id) AS history,
         (SELECT count(*)::int FROM authorization_server.authorization_code a
          WHERE a.grant_id = c.grant_id AND a.grant_revision = g.revision AND a.consumed_at IS NULL) AS codes,
         (SELECT count(*)::int FROM authorization_server.refresh_token t
          WHERE t.grant_id = c.grant_id AND t.grant_revision = g.revision AND t.revoked_at IS NULL) AS refresh_tokens
       FROM authorization_server.pushed_request r
       JOIN consent.consent c ON c.consent_id = r.consent_id
       LEFT JOIN consent."grant" g ON g.grant_id = c.grant_id
       WHERE r.parameters ->> 'state' = $1`,
      [state],
    );
    return rows[0]!;
  }

  /** What is wrong in the books; all zero when they are right. */
  async faults(): Promise<unknown> {
    const { rows } = await this.pool.query(
      `SELECT (SELECT coalesce(sum(amount_minor), 0)::int FROM resource_server.ledger_entry) AS total,
         (SELECT count(*)::int FROM resource_server.account_balance b WHERE balance_minor <>
           (SELECT coalesce(sum(amount_minor), 0) FROM resource_server.ledger_entry e
            WHERE e.account_id = b.account_id)) AS wrong,
         (SELECT count(*)::int FROM resource_server.account_balance b WHERE held_minor <>
           (SELECT coalesce(sum(amount_minor), 0) FROM resource_server.hold h
            WHERE h.account_id = b.account_id AND h.ended_at IS NULL)) AS "wronglyHeld",
         (SELECT count(*)::int FROM resource_server.payment p
           LEFT JOIN resource_server.hold h ON h.id = p.hold_id
           WHERE (SELECT count(*) FROM resource_server.ledger_entry e WHERE e.journal_id = p.journal_id) <>
               CASE WHEN p.status IN ('ACSC', 'ACCC') THEN 2 ELSE 0 END
             OR h.outcome IS DISTINCT FROM CASE WHEN p.status IN ('ACSC', 'ACCC') THEN 'captured'
               WHEN p.status IN ('RJCT', 'CANC') THEN 'released' END) AS "wronglyBooked",
         (SELECT count(*)::int FROM resource_server.payment p
           LEFT JOIN consent.consent c ON c.consent_id = p.consent_id
           WHERE p.kind = 'domestic-payment' AND c.status IS DISTINCT FROM 'CONSUMED') AS unconsumed,
         (SELECT count(*)::int FROM consent.consent c
           LEFT JOIN resource_server.payment p ON p.consent_id = c.consent_id
           WHERE c.type = 'urn:sandbank:domestic-payment:v1' AND c.status = 'CONSUMED'
             AND p.id IS NULL) AS unpaid`,
    );
    return rows[0];
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
