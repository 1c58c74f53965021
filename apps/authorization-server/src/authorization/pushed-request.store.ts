import { Inject, Injectable } from '@nestjs/common';
import { awaitingConsents, createAwaitingSql, type AwaitingConsent } from '@sandbank/consent';
import type { AuthorizationDetail, OAuthParameters } from '@sandbank/oauth';
import { Database, statement } from '@sandbank/platform';
import {
  admissionSql,
  assertAdmitted,
  type Admission,
  type AdmissionRow,
} from '../client-authentication/admission.js';
import type { OpaqueReference } from '../opaque-reference.js';
import type { PushedRequest } from './pushed-request.js';

// One statement: the assertion and the proof are used up, the request and its consent are written,
// or nothing is.
const insertPushed = statement(
  'pushed_request.insert',
  `WITH ${admissionSql},
  pushed AS (
    INSERT INTO authorization_server.pushed_request
      (slot, reference, bank, client_id, parameters, authorization_details, dpop_jkt, consent_id, expires_at)
    SELECT $11, $12, $1, $2, $13, $14, $15, $16, $17 FROM admitted),
  awaiting AS (${createAwaitingSql('$18', 'EXISTS (SELECT FROM admitted)')})
  SELECT * FROM admission`,
);

const findPushed = statement(
  'pushed_request.find',
  `SELECT slot, reference, bank, client_id, parameters, authorization_details, dpop_jkt, consent_id,
     expires_at, consumed_at IS NOT NULL AS consumed
   FROM authorization_server.pushed_request WHERE slot = $1 AND reference = $2 AND bank = $3`,
);

interface PushedRow {
  readonly slot: number;
  readonly reference: Buffer;
  readonly bank: string;
  readonly client_id: string;
  readonly parameters: OAuthParameters;
  readonly authorization_details: readonly AuthorizationDetail[];
  readonly dpop_jkt: string | null;
  readonly consent_id: string | null;
  readonly expires_at: Date;
  readonly consumed: boolean;
}

/** Pushed requests in PostgreSQL, by the digest of their `request_uri`. */
@Injectable()
export class PushedRequestStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Stores a request and the consent it asks for. Throws when assertion or proof were used before. */
  async insert(
    request: Omit<PushedRequest, 'consumed'>,
    admission: Admission,
    consents: readonly AwaitingConsent[],
  ): Promise<void> {
    const [row] = await this.database.query<AdmissionRow>(insertPushed, [
      ...admission.take(),
      request.slot,
      request.reference,
      JSON.stringify(request.parameters),
      JSON.stringify(request.authorizationDetails),
      request.dpopJkt,
      request.consentId,
      request.expiresAt,
      awaitingConsents(consents),
    ]);
    assertAdmitted(row);
  }

  async find(bank: string, at: OpaqueReference): Promise<PushedRequest | undefined> {
    const [row] = await this.database.query<PushedRow>(findPushed, [at.slot, at.reference, bank]);
    if (row === undefined) return undefined;
    return {
      slot: row.slot,
      reference: row.reference,
      bank: row.bank,
      clientId: row.client_id,
      parameters: row.parameters,
      authorizationDetails: row.authorization_details,
      dpopJkt: row.dpop_jkt ?? undefined,
      consentId: row.consent_id ?? undefined,
      expiresAt: row.expires_at,
      consumed: row.consumed,
    };
  }
}
