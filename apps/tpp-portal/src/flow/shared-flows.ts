import { Inject, Injectable } from '@nestjs/common';
import { randomToken, randomUuid, sha256 } from '@sandbank/crypto';
import { Clock, Database } from '@sandbank/platform';
import { PortalError } from '../portal-error.js';
import { frozen, type FrozenFlow } from './frozen-flow.js';
import * as sql from './shared-flow.statements.js';

const charactersMax = 4 * 1024 * 1024;
const daySeconds = 86_400;

/** To whom a shared journey belongs: to a browser of the demo app, or to an application. */
export type FlowOwner = { readonly sessionKey: string } | { readonly applicationId: string };

/** A copy that is given out; the address itself is told once, when it is made. */
export interface SharedFlow {
  readonly id: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

interface Row {
  readonly shared_flow_id: string;
  readonly created_at: Date;
  readonly expires_at: Date;
}

/** Journeys that are readable without signing in: masked copies under addresses that nobody can guess. */
@Injectable()
export class SharedFlows {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Freezes a journey for so many days; `token` is the last part of its address. Throws `limit_reached`. */
  async share(
    owner: FlowOwner,
    flow: FrozenFlow,
    days: number,
  ): Promise<SharedFlow & { token: string }> {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + days * daySeconds * 1000);
    const token = randomToken();
    const id = randomUuid();
    const document = storable(frozen(flow));
    if (document.length > charactersMax) {
      throw new PortalError('limit_reached', 'This journey is too long to be shared.');
    }
    const values = [id, sha256(token), flow.flow, document, now, expiresAt];
    const rows = await this.database.query(sql.insertShared, [...ownerValues(owner), ...values]);
    if (rows.length === 0) {
      const count = String(sql.sharedFlowsMax);
      throw new PortalError('limit_reached', `${count} journeys are shared. Withdraw one first.`);
    }
    return { id, token, createdAt: now.toISOString(), expiresAt: expiresAt.toISOString() };
  }

  /** The copies of one journey that can still be read, newest first. */
  async list(owner: FlowOwner, flow: string): Promise<SharedFlow[]> {
    const values = [...ownerValues(owner), flow, this.clock.now()];
    const rows = await this.database.query<Row>(sql.listShared, values);
    return rows.map((row) => ({
      id: row.shared_flow_id,
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
    }));
  }

  /** From now on its address leads nowhere. Throws `unknown_flow`. */
  async withdraw(owner: FlowOwner, flow: string, id: string): Promise<void> {
    const values = [...ownerValues(owner), flow, id];
    const rows = await this.database.query(sql.withdrawShared, values);
    if (rows.length === 0) throw unknownShare();
  }

  /** What an address shows. Throws `unknown_flow` for one that never was, has ended or was withdrawn. */
  async read(token: string): Promise<FrozenFlow & { sharedAt: string; expiresAt: string }> {
    const values = [sha256(token), this.clock.now()];
    const [row] = await this.database.query<Row & { document: FrozenFlow }>(sql.findShared, values);
    if (row === undefined) throw unknownShare();
    return {
      ...row.document,
      sharedAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
    };
  }
}

const ownerValues = (owner: FlowOwner): [string | null, string | null] =>
  'sessionKey' in owner ? [owner.sessionKey, null] : [null, owner.applicationId];

const unknownShare = (): PortalError =>
  new PortalError('unknown_flow', 'This link leads to no journey: it has ended or was withdrawn.');

// As with recorded hops: NUL and halves of surrogate pairs cannot be stored.
const storable = (value: object): string =>
  JSON.stringify(value).replace(/\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, '\\ufffd');
