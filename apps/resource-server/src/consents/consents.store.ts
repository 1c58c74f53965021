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
  consentUnderKey,
  findConsent,
  lodgeConsent,
  lodgeConsentOnce,
  withdrawConsent,
} from './consents.statements.js';

/** The key that a request came under, and what tells it from another under the same key. */
export interface RequestKey {
  /** Last segment of the path. */
  readonly endpoint: string;
  readonly key: string;
  readonly digest: Buffer;
}

const keySeconds = 86_400;

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
  async lodgeOnce(
    consent: AwaitingConsent,
    { endpoint, key, digest }: RequestKey,
  ): Promise<boolean> {
    const { bank, clientId, consentId, act } = consent;
    const until = new Date(act.now.getTime() + keySeconds * 1000);
    const rows = await this.database.query(lodgeConsentOnce, [
      ...[awaitingConsents([consent]), bank, clientId, endpoint, key, digest, until, act.now],
      consentId,
    ]);
    return rows.length === 1;
  }

  /** What was lodged under the key within a day, and whether it was the same request. */
  async underKey(
    { bank, clientId, act }: AwaitingConsent,
    { endpoint, key, digest }: RequestKey,
  ): Promise<{ readonly consentId: string; readonly isTheSame: boolean } | undefined> {
    const [row] = await this.database.query<{ digest: Buffer; resource_id: string }>(
      consentUnderKey,
      [bank, clientId, endpoint, key, act.now],
    );
    return row && { consentId: row.resource_id, isTheSame: row.digest.equals(digest) };
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
