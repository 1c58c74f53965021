import { Inject, Injectable } from '@nestjs/common';
import { awaitingConsents, createAwaitingSql, type AwaitingConsent } from '@sandbank/consent';
import { Database, statement } from '@sandbank/platform';
import {
  admissionSql,
  assertAdmitted,
  type Admission,
  type AdmissionRow,
} from '../client-authentication/admission.js';
import type { OpaqueReference } from '../opaque-reference.js';
import {
  pushedRequestColumns,
  pushedRequestOf,
  type PushedRequest,
  type PushedRequestRow,
} from './pushed-request.js';

// One statement: the assertion and the proof are used up, the request and its consent are written,
// or nothing is.
const insertPushed = statement(
  'pushed_request.insert',
  `WITH ${admissionSql},
  pushed AS (
    INSERT INTO authorization_server.pushed_request
      (slot, reference, bank, client_id, parameters, authorization_details, dpop_jkt, consent_id, expires_at,
       claims, acr_values, max_age, expected_subject, named_consent)
    SELECT $11, $12, $1, $2, $13, $14, $15, $16, $17, $19, $20, $21, $22, $23 FROM admitted),
  awaiting AS (${createAwaitingSql('$18', 'EXISTS (SELECT FROM admitted)')})
  SELECT * FROM admission`,
);

const findPushed = statement(
  'pushed_request.find',
  `SELECT ${pushedRequestColumns('p')} FROM authorization_server.pushed_request p
   WHERE p.slot = $1 AND p.reference = $2 AND p.bank = $3`,
);

// Of two browsers that come at once the first one writes, and both read who it was.
const openPushed = statement(
  'pushed_request.open',
  `UPDATE authorization_server.pushed_request SET interaction_id = coalesce(interaction_id, $3)
   WHERE slot = $1 AND reference = $2 RETURNING interaction_id`,
);

/** Pushed requests in PostgreSQL, by the digest of their `request_uri`. */
@Injectable()
export class PushedRequestStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Stores a request and the consent it asks for. Throws when assertion or proof were used before. */
  async insert(
    request: Omit<PushedRequest, 'consumed' | 'interactionId'>,
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
      request.claims && JSON.stringify(request.claims),
      request.acrValues,
      request.maxAgeSeconds,
      request.expectedSubject,
      request.named && JSON.stringify(request.named),
    ]);
    assertAdmitted(row);
  }

  async find(bank: string, at: OpaqueReference): Promise<PushedRequest | undefined> {
    const [row] = await this.database.query<PushedRequestRow>(findPushed, [
      at.slot,
      at.reference,
      bank,
    ]);
    return row && pushedRequestOf(row, bank);
  }

  /** Gives the request to this interaction unless another has it; resolves to the one that has it (SP-6.4). */
  async open(at: OpaqueReference, interactionId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ interaction_id: string }>(openPushed, [
      at.slot,
      at.reference,
      interactionId,
    ]);
    return row?.interaction_id;
  }
}
