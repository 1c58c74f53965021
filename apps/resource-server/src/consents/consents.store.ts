import { Inject, Injectable } from '@nestjs/common';
import {
  awaitingConsents,
  toClientConsent,
  type AwaitingConsent,
  type ClientConsent,
  type ClientConsentRow,
} from '@sandbank/consent';
import { Database } from '@sandbank/platform';
import {
  claimValues,
  isTheSame,
  lookValues,
  type KeyedRequest,
} from '../idempotency/keyed-request.js';
import {
  consentUnderKey,
  findConsent,
  lodgeConsent,
  lodgeConsentOnce,
  withdrawConsent,
} from './consents.statements.js';

/** A consent that is lodged once for each key of its client. */
export interface KeyedConsent extends KeyedRequest {
  readonly consent: AwaitingConsent;
}

/** Consents as their clients lodge them, look at them and give them back. */
@Injectable()
export class ConsentsStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Resolves to the id of the consent. */
  async lodge(consent: AwaitingConsent): Promise<string> {
    await this.database.query(lodgeConsent, [awaitingConsents([consent])]);
    return consent.consentId;
  }

  /** The same once for each key; false, and nothing was done, when the key is in use. */
  async lodgeOnce(request: KeyedConsent): Promise<boolean> {
    const { consent } = request;
    const rows = await this.database.query(lodgeConsentOnce, [
      ...[...claimValues(request), consent.consentId, awaitingConsents([consent])],
    ]);
    return rows.length === 1;
  }

  /** What was lodged under the key within a day, and whether it was the same request. */
  async underKey(
    request: KeyedConsent,
  ): Promise<{ readonly consentId: string; readonly isTheSame: boolean } | undefined> {
    const [row] = await this.database.query<{ digest: Buffer; resource_id: string }>(
      consentUnderKey,
      lookValues(request),
    );
    return row && { consentId: row.resource_id, isTheSame: isTheSame(row, request) };
  }

  async find(consentId: string, now: Date): Promise<ClientConsent | undefined> {
    const [row] = await this.database.query<ClientConsentRow>(findConsent, [consentId]);
    return row && toClientConsent(row, now);
  }

  /** Gives a consent back, and ends its grant when nothing else lives in it; false when it was over already. */
  async withdraw(
    { consentId, bank, clientId }: ClientConsent,
    now: Date,
    interactionId: string,
  ): Promise<boolean> {
    const [row] = await this.database.query<{ withdrawn: boolean }>(withdrawConsent, [
      ...[consentId, bank, clientId, now, interactionId],
    ]);
    return row?.withdrawn === true;
  }
}
