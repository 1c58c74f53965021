import { Inject, Injectable } from '@nestjs/common';
import { sha256 } from '@sandbank/crypto';
import { Database, statement, type Queryable } from '@sandbank/platform';
import type { PushedRequest } from '../authorization/pushed-request.js';
import type { AuthorizationDetail, OAuthParameters } from '@sandbank/oauth';
import type { Interaction, InteractionStage } from './interaction.js';

const insertInteraction = statement(
  'interaction.insert',
  `INSERT INTO authorization_server.interaction
     (id, bank, client_id, request_slot, request_reference, browser_digest, stage, expires_at)
   VALUES ($1, $2, $3, $4, $5, $6, 'login', $7)`,
);

// The digest of the browser's secret is part of the key: another browser finds nothing.
const findInteraction = statement(
  'interaction.find',
  `SELECT i.id, i.stage, i.password_failures, i.code_failures, i.authenticated_at, i.expires_at,
     c.id AS customer_id, c.name, c.phone, c.fixed_code,
     p.slot, p.reference, p.client_id, p.parameters, p.authorization_details, p.dpop_jkt, p.consent_id,
     p.expires_at AS request_expires_at, p.consumed_at IS NOT NULL AS consumed
   FROM authorization_server.interaction i
   JOIN authorization_server.pushed_request p
     ON p.slot = i.request_slot AND p.reference = i.request_reference
   LEFT JOIN authorization_server.customer c ON c.id = i.customer_id
   WHERE i.id = $1 AND i.bank = $2 AND i.browser_digest = $3`,
);

// A form sent twice by a double click is accepted twice, as long as it says the same.
const passwordAccepted = statement(
  'interaction.password_accepted',
  `UPDATE authorization_server.interaction SET stage = 'code', customer_id = $2, browser_digest = $3
   WHERE id = $1 AND ((stage = 'login' AND password_failures < $4)
     OR (stage = 'code' AND customer_id = $2 AND browser_digest = $3)) RETURNING 1`,
);

const passwordRefused = statement(
  'interaction.password_refused',
  `UPDATE authorization_server.interaction SET password_failures = password_failures + 1
   WHERE id = $1 AND stage = 'login' RETURNING password_failures AS failures`,
);

const codeAccepted = statement(
  'interaction.code_accepted',
  `UPDATE authorization_server.interaction SET stage = 'consent', authenticated_at = $2
   WHERE id = $1 AND code_failures < $3 AND stage IN ('code', 'consent') RETURNING 1`,
);

const codeRefused = statement(
  'interaction.code_refused',
  `UPDATE authorization_server.interaction SET code_failures = code_failures + 1
   WHERE id = $1 AND stage = 'code' RETURNING code_failures AS failures`,
);

// The one place where a request is used up: of two decisions, in two tabs or two processes, one wins.
const complete = statement(
  'interaction.complete',
  `WITH request AS (
     UPDATE authorization_server.pushed_request SET consumed_at = $4
     WHERE slot = $2 AND reference = $3 AND consumed_at IS NULL RETURNING 1)
   UPDATE authorization_server.interaction SET stage = 'completed'
   WHERE id = $1 AND stage <> 'completed' AND EXISTS (SELECT FROM request) RETURNING 1`,
);

const removeExpired = statement(
  'interaction.remove_expired',
  `DELETE FROM authorization_server.interaction WHERE id IN (
     SELECT id FROM authorization_server.interaction WHERE expires_at < $1
     ORDER BY expires_at LIMIT 1000) RETURNING 1`,
);

interface InteractionRow {
  readonly id: string;
  readonly stage: InteractionStage;
  readonly password_failures: number;
  readonly code_failures: number;
  readonly authenticated_at: Date | null;
  readonly expires_at: Date;
  readonly customer_id: string | null;
  readonly name: string;
  readonly phone: string;
  readonly fixed_code: string | null;
  readonly slot: number;
  readonly reference: Buffer;
  readonly client_id: string;
  readonly parameters: OAuthParameters;
  readonly authorization_details: readonly AuthorizationDetail[];
  readonly dpop_jkt: string | null;
  readonly consent_id: string | null;
  readonly request_expires_at: Date;
  readonly consumed: boolean;
}

/** Interactions in PostgreSQL; every step is one conditional statement. */
@Injectable()
export class InteractionStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  async insert(
    id: string,
    request: PushedRequest,
    browserSecret: string,
    expiresAt: Date,
  ): Promise<void> {
    const { bank, clientId, slot, reference } = request;
    const values = [id, bank, clientId, slot, reference, sha256(browserSecret), expiresAt];
    await this.database.query(insertInteraction, values);
  }

  async find(id: string, bank: string, browserSecret: string): Promise<Interaction | undefined> {
    const [row] = await this.database.query<InteractionRow>(findInteraction, [
      id,
      bank,
      sha256(browserSecret),
    ]);
    return row && interactionOf(row, bank);
  }

  /** The password was right: the customer is known, and the browser gets a new secret. */
  async acceptPassword(
    id: string,
    customerId: string,
    browserSecret: string,
    failuresMax: number,
  ): Promise<boolean> {
    const values = [id, customerId, sha256(browserSecret), failuresMax];
    return this.changed(passwordAccepted, values);
  }

  /** Counts a wrong password; resolves to how many there were, or to undefined past the sign-in. */
  async refusePassword(id: string): Promise<number | undefined> {
    return this.failures(passwordRefused, id);
  }

  async acceptCode(id: string, now: Date, failuresMax: number): Promise<boolean> {
    return this.changed(codeAccepted, [id, now, failuresMax]);
  }

  /** Counts a wrong code; resolves to how many there were, or to undefined past that stage. */
  async refuseCode(id: string): Promise<number | undefined> {
    return this.failures(codeRefused, id);
  }

  /** Uses up the pushed request; false when that was done before. */
  async complete(interaction: Interaction, now: Date, queryable: Queryable): Promise<boolean> {
    const { slot, reference } = interaction.request;
    const rows = await queryable.query(complete, [interaction.id, slot, reference, now]);
    return rows.length === 1;
  }

  /** In small steps, until none is left: more may have expired than one step removes. */
  async removeExpiredBefore(time: Date): Promise<void> {
    while ((await this.database.query(removeExpired, [time])).length > 0);
  }

  private async changed(what: typeof passwordAccepted, values: unknown[]): Promise<boolean> {
    return (await this.database.query(what, values)).length === 1;
  }

  private async failures(what: typeof passwordRefused, id: string): Promise<number | undefined> {
    const [row] = await this.database.query<{ failures: number }>(what, [id]);
    return row?.failures;
  }
}

function interactionOf(row: InteractionRow, bank: string): Interaction {
  return {
    id: row.id,
    stage: row.stage,
    passwordFailures: row.password_failures,
    codeFailures: row.code_failures,
    authenticatedAt: row.authenticated_at ?? undefined,
    expiresAt: row.expires_at,
    customer:
      row.customer_id === null
        ? undefined
        : {
            id: row.customer_id,
            name: row.name,
            phone: row.phone,
            fixedCode: row.fixed_code ?? undefined,
          },
    request: {
      slot: row.slot,
      reference: row.reference,
      bank,
      clientId: row.client_id,
      parameters: row.parameters,
      authorizationDetails: row.authorization_details,
      dpopJkt: row.dpop_jkt ?? undefined,
      consentId: row.consent_id ?? undefined,
      expiresAt: row.request_expires_at,
      consumed: row.consumed,
    },
  };
}
