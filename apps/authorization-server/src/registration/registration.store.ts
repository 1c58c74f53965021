import { Inject, Injectable } from '@nestjs/common';
import { unapprovedSoftwareStatement, type ClientMetadata } from '@sandbank/oauth';
import { Database, type Transaction } from '@sandbank/platform';
import type { ClientStatus } from '../client/client.entity.js';
import * as statements from './registration.statements.js';
import type { VerifiedStatement } from './software-statements.js';

/** A registration as it is stored; its token is a digest. */
export interface StoredRegistration {
  readonly client_id: string;
  readonly token_digest: Buffer;
  readonly software_id: string;
  readonly software_statement: string;
  readonly issued_at: Date;
  readonly metadata: ClientMetadata;
  readonly status: ClientStatus;
}

/** What is written with a client, at its first registration and at each replacement. */
export interface Registering {
  readonly bank: string;
  readonly metadata: ClientMetadata;
  /** SHA-256 of the registration access token. */
  readonly tokenDigest: Buffer;
  readonly statement: VerifiedStatement;
  readonly now: Date;
}

/** Clients of one software at one bank. */
const clientsOfSoftwareMax = 10;

/** Registrations in the database. */
@Injectable()
export class RegistrationStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @throws `unapproved_software_statement` for software with a frozen client, or with as many as it may have. */
  async add({ bank, metadata, tokenDigest, statement, now }: Registering): Promise<void> {
    const { software, compact } = statement;
    await this.database.transaction(async (transaction) => {
      await assertMayHaveOneMore(transaction, bank, software.software_id);
      await transaction.query(statements.insertRegistration, [
        ...[bank, metadata.client_id, JSON.stringify(metadata), tokenDigest],
        ...[software.software_id, software.organisation_id, software.iss, software.jti, compact],
        now,
      ]);
    });
  }

  async find(bank: string, clientId: string): Promise<StoredRegistration | undefined> {
    const [row] = await this.database.query<StoredRegistration>(statements.findRegistration, [
      ...[bank, clientId],
    ]);
    return row;
  }

  /** Whether the token is that of another client of the bank. */
  async isOfOther(bank: string, clientId: string, tokenDigest: Buffer): Promise<boolean> {
    const values = [bank, clientId, tokenDigest];
    return (await this.database.query(statements.findTokenOfOther, values)).length > 0;
  }

  /** Replaces all of it; false when the token is not the current one, or the client may not act. */
  async replace(presented: Buffer, replacement: Registering): Promise<boolean> {
    const { bank, metadata, tokenDigest, statement, now } = replacement;
    const replaced = await this.database.query(statements.replaceRegistration, [
      ...[bank, metadata.client_id, presented, JSON.stringify(metadata), tokenDigest],
      ...[statement.software.jti, statement.compact, now],
    ]);
    return replaced.length > 0;
  }
}

/** Whether the token is the current one, until the transaction ends; false also for a client that may not act. */
export async function holdsToken(
  transaction: Transaction,
  bank: string,
  clientId: string,
  tokenDigest: Buffer,
): Promise<boolean> {
  const locked = await transaction.query(statements.lockClient, [bank, clientId]);
  if (locked.length === 0) return false;
  const values = [bank, clientId, tokenDigest];
  return (await transaction.query(statements.tokenIsCurrent, values)).length > 0;
}

async function assertMayHaveOneMore(
  transaction: Transaction,
  bank: string,
  softwareId: string,
): Promise<void> {
  await transaction.query(statements.takeTurn, [bank, softwareId]);
  const [{ clients, frozen } = { clients: 0, frozen: 0 }] = await transaction.query<{
    clients: number;
    frozen: number;
  }>(statements.countClients, [bank, softwareId]);
  if (frozen > 0) {
    throw unapprovedSoftwareStatement('a client of this software is frozen at this bank', {
      received: softwareId,
    }).citing('RFC7591-3.2.2-approval');
  }
  if (clients < clientsOfSoftwareMax) return;
  throw unapprovedSoftwareStatement(
    `this software has ${clientsOfSoftwareMax} clients at this bank: delete one first`,
    { expected: `fewer than ${clientsOfSoftwareMax}`, received: clients },
  ).citing('RFC7591-3.2.2-approval');
}
