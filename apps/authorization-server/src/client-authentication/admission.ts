import { invalidClient, invalidDpopProof } from '@sandbank/oauth';
import {
  replayGuardInsert,
  replayMarkValues,
  statement,
  type Queryable,
  type ReplayMark,
} from '@sandbank/platform';
import { unknownClient } from './unknown-client.js';

const nothing = [null, null, null, null];

/** Columns that every statement with `admissionSql` returns. */
export interface AdmissionRow {
  readonly client_is_active: boolean;
  readonly assertion_is_new: boolean;
  readonly proof_is_new: boolean;
}

/**
 * CTEs that open a state-changing statement, with its parameters $1 to $10: they use up the `jti` of the assertion and that of the proof,
 * where there are such, and look whether the client may still act. `admitted` has a row only if all three hold, so what follows is
 * conditional on it, in the same round trip.
 */
export const admissionSql = `
  active_client AS (
    SELECT 1 FROM authorization_server.client
    WHERE bank = $1 AND client_id = $2 AND status = 'active'),
  new_assertion AS (${replayGuardInsert('authorization_server', 3)}),
  new_proof AS (${replayGuardInsert('authorization_server', 7)}),
  admission AS (
    SELECT EXISTS (SELECT FROM active_client) AS client_is_active,
      $5::bytea IS NULL OR EXISTS (SELECT FROM new_assertion) AS assertion_is_new,
      $9::bytea IS NULL OR EXISTS (SELECT FROM new_proof) AS proof_is_new),
  admitted AS (
    SELECT 1 FROM admission WHERE client_is_active AND assertion_is_new AND proof_is_new)`;

/** The single-use values of one request; they are recorded once, with what the request changes. */
export class Admission {
  private taken = false;

  constructor(
    private readonly bank: string,
    private readonly clientId: string,
    private readonly assertion: ReplayMark | undefined,
    private readonly proof: ReplayMark | undefined,
  ) {}

  /** True once a statement has recorded them. */
  get isTaken(): boolean {
    return this.taken;
  }

  /** The parameters of `admissionSql`. */
  take(): unknown[] {
    this.taken = true;
    const marks = [this.assertion, this.proof];
    const values = marks.flatMap((mark) => (mark === undefined ? nothing : replayMarkValues(mark)));
    return [this.bank, this.clientId, ...values];
  }
}

const spend = statement('admission.spend', `WITH ${admissionSql} SELECT * FROM admission`);

/** Uses up the single-use values by themselves; resolves to whether each was good, for `assertAdmitted`. */
export async function spendAdmission(
  admission: Admission,
  database: Queryable,
): Promise<AdmissionRow | undefined> {
  const [row] = await database.query<AdmissionRow>(spend, admission.take());
  return row;
}

/** Refuses a request whose single-use values were used before, or whose client was frozen. */
export function assertAdmitted(row: AdmissionRow | undefined): void {
  if (row === undefined) throw new Error('the statement returned no admission');
  if (!row.client_is_active) throw unknownClient();
  if (!row.assertion_is_new) {
    throw invalidClient('the client assertion was used before').citing('OIDC-9-jti');
  }
  if (!row.proof_is_new) {
    throw invalidDpopProof('the DPoP proof was used before').citing('RFC9449-11.1');
  }
}
