import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database } from '@sandbank/platform';
import { z } from 'zod';
import type { BrowserSession } from '../session/session.service.js';
import { Vault } from '../vault.js';
import * as sql from './connection.statements.js';

const sealedTokens = z.object({
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  /** Undefined where tokens are bound to a certificate. */
  dpopKey: z.record(z.string(), z.unknown()).optional(),
  /** Of the ID token, as long as there was one. */
  subject: z.string().optional(),
  /** As the bank's userinfo endpoint tells it. */
  customerName: z.string().optional(),
});

/** What a connection consists of; it is stored sealed and never leaves the back end. */
export type Tokens = z.output<typeof sealedTokens>;

export interface Connection {
  readonly bank: string;
  readonly flowId: string;
  readonly connectedAt: Date;
  readonly accessTokenExpiresAt: Date;
  readonly authorizationDetails: readonly unknown[];
  /** Undefined once the connection has ended. */
  readonly tokens: Tokens | undefined;
}

type Obtained = Omit<Connection, 'connectedAt' | 'tokens'> & { readonly tokens: Tokens };

interface Row {
  readonly bank: string;
  readonly flow_id: string;
  readonly sealed_tokens: Buffer | null;
  readonly access_token_expires_at: Date;
  readonly authorization_details: unknown[];
  readonly connected_at: Date;
}

const refreshSecondsMax = 25;

/** The demo app's connections to banks, one per browser session and bank; tokens are sealed at rest. */
@Injectable()
export class ConnectionStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  async put(session: BrowserSession, made: Obtained): Promise<void> {
    await this.database.query(sql.put, [
      session.key,
      made.bank,
      made.flowId,
      this.vault.seal(made.tokens, place(session, made.bank)),
      made.accessTokenExpiresAt,
      JSON.stringify(made.authorizationDetails),
      this.clock.now(),
    ]);
  }

  /** Lets a living connection go on with other tokens; false when it has ended or was replaced meanwhile. */
  async renew(session: BrowserSession, held: Connection, renewed: Obtained): Promise<boolean> {
    const rows = await this.database.query(sql.renew, [
      ...keyOf(session, held),
      renewed.flowId,
      this.vault.seal(renewed.tokens, place(session, held.bank)),
      renewed.accessTokenExpiresAt,
      JSON.stringify(renewed.authorizationDetails),
    ]);
    return rows.length === 1;
  }

  async find(session: BrowserSession, bank: string): Promise<Connection | undefined> {
    const [row] = await this.database.query<Row>(sql.find, [session.key, bank]);
    return row && this.connectionOf(session, row);
  }

  /** Takes the right to refresh for a while; undefined when another call has it, or the connection ended. */
  async claimRefresh(session: BrowserSession, held: Connection): Promise<Tokens | undefined> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + refreshSecondsMax * 1000);
    const [row] = await this.database.query<Pick<Row, 'sealed_tokens'>>(sql.claimRefresh, [
      ...keyOf(session, held),
      until,
      now,
    ]);
    return row && this.opened(session, held.bank, row.sealed_tokens);
  }

  /** Stores refreshed tokens and gives the right to refresh back. */
  async replaceTokens(
    session: BrowserSession,
    held: Connection,
    tokens: Tokens,
    accessTokenExpiresAt: Date,
  ): Promise<void> {
    const sealed = this.vault.seal(tokens, place(session, held.bank));
    const values = [...keyOf(session, held), sealed, accessTokenExpiresAt];
    await this.database.query(sql.replaceTokens, values);
  }

  async releaseRefresh(session: BrowserSession, held: Connection): Promise<void> {
    await this.database.query(sql.releaseRefresh, keyOf(session, held));
  }

  /** Keeps the record that there was a connection, without its tokens. */
  async end(session: BrowserSession, held: Connection): Promise<void> {
    await this.database.query(sql.end, [...keyOf(session, held), this.clock.now()]);
  }

  private connectionOf(session: BrowserSession, row: Row): Connection {
    return {
      bank: row.bank,
      flowId: row.flow_id,
      connectedAt: row.connected_at,
      accessTokenExpiresAt: row.access_token_expires_at,
      authorizationDetails: row.authorization_details,
      tokens: this.opened(session, row.bank, row.sealed_tokens),
    };
  }

  private opened(session: BrowserSession, bank: string, sealed: Buffer | null): Tokens | undefined {
    return sealed === null ? undefined : openTokens(this.vault.open(sealed, place(session, bank)));
  }
}

const keyOf = (session: BrowserSession, held: Connection): unknown[] => [
  session.key,
  held.bank,
  held.flowId,
];

const place = (session: BrowserSession, bank: string): string => connectionPlace(session.key, bank);

/** What the seal of a connection's tokens is bound to. */
export const connectionPlace = (sessionKey: string, bank: string): string =>
  `connection ${sessionKey} ${bank}`;

/** Tokens as they were sealed; undefined for anything else. */
export const openTokens = (opened: unknown): Tokens | undefined =>
  sealedTokens.safeParse(opened).data;
