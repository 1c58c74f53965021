import { Inject, Injectable } from '@nestjs/common';
import { parseTimePrefixedToken, randomUuid, timePrefixedToken } from '@sandbank/crypto';
import { Clock, Database, type Queryable } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';
import { readCookie, sessionCookie, signInCookieName } from '../session/session-cookie.js';
import type { Member, Membership } from './member.js';
import * as sql from './sign-in.statements.js';

export type SignInMethod = 'guest' | 'password' | 'passkey';

/** Whose sign-in begins, and how. */
export interface NewSignIn {
  readonly personId: string;
  readonly method: SignInMethod;
  readonly isOperator?: boolean;
}

/** A browser in which a person is signed in. */
export interface SignInView {
  readonly signInId: string;
  readonly method: SignInMethod;
  /** What the browser says of itself. */
  readonly agent: string;
  readonly signedInAt: string;
  readonly lastSeenAt: string;
  readonly isThis: boolean;
}

interface FoundRow {
  readonly person_id: string;
  readonly kind: 'guest' | 'member' | 'operator';
  readonly name: string;
  readonly email: string | null;
  readonly signed_in_at: Date;
  readonly organisations: Membership[];
}

const day = 86_400;
// A guest's browser is the only way back: it is kept for as long as the workspace is.
const lifetimes = {
  guest: { idleSeconds: 7 * day, seconds: 7 * day },
  member: { idleSeconds: 3 * day, seconds: 14 * day },
  operator: { idleSeconds: 1800, seconds: 12 * 3600 },
};
const signInsMax = 20;

/** Who is signed in where: an opaque value in a cookie, its digest in the database, another at each sign-in. */
@Injectable()
export class SignIns {
  private readonly cookieName: string;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) settings: PortalSettings,
  ) {
    this.cookieName = signInCookieName(settings.SANDBANK_PORTAL_URL);
  }

  /** Who is signed in in this browser, while it lasts. */
  async find(request: FastifyRequest): Promise<Member | undefined> {
    const key = this.keyOf(request);
    if (key === undefined) return undefined;
    const [row] = await this.database.query<FoundRow>(sql.find, [key, this.clock.now()]);
    return row && memberOf(row, key);
  }

  /** Signs a person in; whoever was signed in in this browser no longer is. */
  async begin(
    { personId, method, isOperator = false }: NewSignIn,
    request: FastifyRequest,
    reply: FastifyReply,
    database: Queryable = this.database,
  ): Promise<void> {
    const now = this.clock.now();
    const value = timePrefixedToken(now);
    const { idleSeconds, seconds } =
      lifetimes[isOperator ? 'operator' : method === 'guest' ? 'guest' : 'member'];
    const after = (span: number): Date => new Date(now.getTime() + span * 1000);
    await database.query(sql.begin, [
      parseTimePrefixedToken(value)?.key,
      randomUuid(),
      personId,
      method,
      agentOf(request),
      now,
      idleSeconds,
      after(idleSeconds),
      after(seconds),
      this.keyOf(request) ?? '',
      signInsMax - 1,
    ]);
    void reply.header('set-cookie', sessionCookie(this.cookieName, value, seconds));
  }

  /** Signs the browser out. */
  async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const key = this.keyOf(request);
    if (key !== undefined) await this.database.query(sql.end, [key]);
    void reply.header('set-cookie', sessionCookie(this.cookieName, '', 0));
  }

  async list({ personId, signInKey }: Member): Promise<SignInView[]> {
    const values = [personId, signInKey, this.clock.now()];
    const rows = await this.database.query<SignInRow>(sql.list, values);
    return rows.map(viewOf);
  }

  /** Ends one sign-in of the person; false when it is not one of theirs. */
  async endOne({ personId }: Member, signInId: string): Promise<boolean> {
    return (await this.database.query(sql.endOne, [personId, signInId])).length === 1;
  }

  /** Ends all sign-ins of the person but this one. */
  async endOthers({ personId, signInKey }: Member): Promise<void> {
    await this.database.query(sql.endOthers, [personId, signInKey]);
  }

  /** In small steps, until none is left. */
  async removeEnded(): Promise<void> {
    const now = this.clock.now();
    while ((await this.database.query(sql.removeEnded, [now])).length > 0);
  }

  private keyOf(request: FastifyRequest): string | undefined {
    const value = readCookie(request.headers.cookie, this.cookieName);
    return value === undefined ? undefined : parseTimePrefixedToken(value)?.key;
  }
}

const memberOf = (row: FoundRow, signInKey: string): Member => ({
  personId: row.person_id,
  name: row.name,
  email: row.email ?? undefined,
  isGuest: row.kind === 'guest',
  isOperator: row.kind === 'operator',
  organisations: row.organisations,
  signInKey,
  signedInAt: row.signed_in_at,
});

interface SignInRow {
  readonly sign_in_id: string;
  readonly method: SignInMethod;
  readonly agent: string;
  readonly signed_in_at: Date;
  readonly last_seen_at: Date;
  readonly is_this: boolean;
}

const viewOf = (row: SignInRow): SignInView => ({
  signInId: row.sign_in_id,
  method: row.method,
  agent: row.agent,
  signedInAt: row.signed_in_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  isThis: row.is_this,
});

/** What a browser calls itself, harmless and short. */
const agentOf = (request: FastifyRequest): string =>
  (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 200);
