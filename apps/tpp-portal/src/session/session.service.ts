import { Inject, Injectable } from '@nestjs/common';
import { parseTimePrefixedToken, timePrefixedToken } from '@sandbank/crypto';
import { Clock, Database, statement } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';
import { readCookie, sessionCookie, sessionCookieName } from './session-cookie.js';

const lifetimeSeconds = 7 * 24 * 3600;

/** What the database knows a browser by: a digest of the cookie's value, never the value. */
export interface BrowserSession {
  readonly key: string;
}

const find = statement(
  'tpp_portal.session_find',
  'SELECT session_key FROM tpp_portal.browser_session WHERE session_key = $1 AND expires_at > $2',
);
// A visit cleans up after a few that are over, so that no job is needed.
const begin = statement(
  'tpp_portal.session_begin',
  `WITH gone AS (
     DELETE FROM tpp_portal.browser_session WHERE session_key IN (
       SELECT session_key FROM tpp_portal.browser_session
       WHERE expires_at <= $2 ORDER BY expires_at LIMIT 20 FOR UPDATE SKIP LOCKED))
   INSERT INTO tpp_portal.browser_session (session_key, created_at, expires_at) VALUES ($1, $2, $3)`,
);

/** Browser sessions: an opaque value in a cookie, its digest in the database. */
@Injectable()
export class SessionService {
  private readonly cookieName: string;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) settings: PortalSettings,
  ) {
    this.cookieName = sessionCookieName(settings.SANDBANK_PORTAL_URL);
  }

  /** The session that the browser's cookie names, while it lasts. */
  async find(request: FastifyRequest): Promise<BrowserSession | undefined> {
    const value = readCookie(request.headers.cookie, this.cookieName);
    const token = value === undefined ? undefined : parseTimePrefixedToken(value);
    if (token === undefined) return undefined;
    const rows = await this.database.query(find, [token.key, this.clock.now()]);
    return rows.length === 1 ? { key: token.key } : undefined;
  }

  /** The browser's session, begun now if there is none: only for an act of the visitor. */
  async findOrBegin(request: FastifyRequest, reply: FastifyReply): Promise<BrowserSession> {
    const found = await this.find(request);
    if (found !== undefined) return found;
    const now = this.clock.now();
    const value = timePrefixedToken(now);
    const key = parseTimePrefixedToken(value)?.key ?? '';
    const expiresAt = new Date(now.getTime() + lifetimeSeconds * 1000);
    await this.database.query(begin, [key, now, expiresAt]);
    void reply.header('set-cookie', sessionCookie(this.cookieName, value, lifetimeSeconds));
    return { key };
  }
}
