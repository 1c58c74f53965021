import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, statement } from '@sandbank/platform';
import { z } from 'zod';
import type { BrowserSession } from '../session/session.service.js';
import { Vault } from '../vault.js';

const sealedTokens = z.object({
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  dpopKey: z.record(z.string(), z.unknown()),
  subject: z.string().optional(),
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

interface Row {
  readonly bank: string;
  readonly flow_id: string;
  readonly sealed_tokens: Buffer | null;
  readonly access_token_expires_at: Date;
  readonly authorization_details: unknown[];
  readonly connected_at: Date;
}

const refreshSecondsMax = 25;

const columns =
  'bank, flow_id, sealed_tokens, access_token_expires_at, authorization_details, connected_at';
const put = statement(
  'tpp_portal.connection_put',
  `INSERT INTO tpp_portal.connection
     (session_key, bank, flow_id, sealed_tokens, access_token_expires_at, authorization_details, connected_at)
   VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7)
   ON CONFLICT (session_key, bank) DO UPDATE SET flow_id = EXCLUDED.flow_id,
     sealed_tokens = EXCLUDED.sealed_tokens, access_token_expires_at = EXCLUDED.access_token_expires_at,
     authorization_details = EXCLUDED.authorization_details, connected_at = EXCLUDED.connected_at,
     ended_at = NULL, refreshing_until = NULL`,
);
const find = statement(
  'tpp_portal.connection_find',
  `SELECT ${columns} FROM tpp_portal.connection WHERE session_key = $1 AND bank = $2`,
);
// Of several calls that find the token expired one refreshes: a refresh token that rotates is spent once.
const claimRefresh = statement(
  'tpp_portal.connection_claim_refresh',
  `UPDATE tpp_portal.connection SET refreshing_until = $4
   WHERE session_key = $1 AND bank = $2 AND flow_id = $3 AND sealed_tokens IS NOT NULL
     AND (refreshing_until IS NULL OR refreshing_until < $5)
   RETURNING sealed_tokens`,
);
const replaceTokens = statement(
  'tpp_portal.connection_tokens',
  `UPDATE tpp_portal.connection
   SET sealed_tokens = $4, access_token_expires_at = $5, refreshing_until = NULL
   WHERE session_key = $1 AND bank = $2 AND flow_id = $3 AND sealed_tokens IS NOT NULL`,
);
const releaseRefresh = statement(
  'tpp_portal.connection_release_refresh',
  `UPDATE tpp_portal.connection SET refreshing_until = NULL
   WHERE session_key = $1 AND bank = $2 AND flow_id = $3`,
);
const end = statement(
  'tpp_portal.connection_end',
  `UPDATE tpp_portal.connection SET sealed_tokens = NULL, ended_at = $4
   WHERE session_key = $1 AND bank = $2 AND flow_id = $3 AND ended_at IS NULL`,
);
const forget = statement(
  'tpp_portal.connection_forget',
  'DELETE FROM tpp_portal.connection WHERE session_key = $1 AND bank = $2 RETURNING flow_id',
);

/** The demo app's connections to banks, one per browser session and bank; tokens are sealed at rest. */
@Injectable()
export class ConnectionStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  async put(
    session: BrowserSession,
    made: Omit<Connection, 'connectedAt' | 'tokens'> & { readonly tokens: Tokens },
  ): Promise<void> {
    await this.database.query(put, [
      session.key,
      made.bank,
      made.flowId,
      this.vault.seal(made.tokens, place(session, made.bank)),
      made.accessTokenExpiresAt,
      JSON.stringify(made.authorizationDetails),
      this.clock.now(),
    ]);
  }

  async find(session: BrowserSession, bank: string): Promise<Connection | undefined> {
    const [row] = await this.database.query<Row>(find, [session.key, bank]);
    return row && this.connectionOf(session, row);
  }

  /** Takes the right to refresh for a while; undefined when another call has it, or the connection ended. */
  async claimRefresh(session: BrowserSession, held: Connection): Promise<Tokens | undefined> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + refreshSecondsMax * 1000);
    const [row] = await this.database.query<Pick<Row, 'sealed_tokens'>>(claimRefresh, [
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
    await this.database.query(replaceTokens, values);
  }

  async releaseRefresh(session: BrowserSession, held: Connection): Promise<void> {
    await this.database.query(releaseRefresh, keyOf(session, held));
  }

  /** Keeps the record that there was a connection, without its tokens. */
  async end(session: BrowserSession, held: Connection): Promise<void> {
    await this.database.query(end, [...keyOf(session, held), this.clock.now()]);
  }

  /** Removes a connection with its tokens; resolves to its flow. */
  async forget(session: BrowserSession, bank: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ flow_id: string }>(forget, [session.key, bank]);
    return row?.flow_id;
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
    return sealed === null
      ? undefined
      : sealedTokens.safeParse(this.vault.open(sealed, place(session, bank))).data;
  }
}

const keyOf = (session: BrowserSession, held: Connection): unknown[] => [
  session.key,
  held.bank,
  held.flowId,
];

const place = (session: BrowserSession, bank: string): string =>
  `connection ${session.key} ${bank}`;
