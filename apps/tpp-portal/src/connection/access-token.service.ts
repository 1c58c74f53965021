import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import * as openid from 'openid-client';
import { accountAccessType } from '../banks/access-request.js';
import { requireAll } from '../banks/checking.js';
import type { LiveClient } from '../banks/live-client.js';
import { idTokenChecks } from '../journey/id-token-checks.js';
import { expiry, tokenChecks } from '../journey/journey-checks.js';
import type { BrowserSession } from '../session/session.service.js';
import { ConnectionStore, type Connection, type Tokens } from './connection.store.js';

const pollMilliseconds = 150;
const pollsMax = 80;

/** Keeps a connection's access token usable. */
@Injectable()
export class AccessTokenService {
  constructor(
    @Inject(ConnectionStore) private readonly connections: ConnectionStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** True when the token ends too soon to be of use for a call. */
  isSpent(connection: Connection): boolean {
    return connection.accessTokenExpiresAt.getTime() - this.clock.now().getTime() < 5000;
  }

  /**
   * Refreshes, or waits for another call that is at it. Undefined when the connection has ended meanwhile;
   * throws what openid-client throws.
   */
  async refresh(
    client: LiveClient,
    session: BrowserSession,
    held: Connection,
  ): Promise<Tokens | undefined> {
    const tokens = await this.connections.claimRefresh(session, held);
    if (tokens === undefined) return this.awaitOther(session, held);
    if (tokens.accessToken !== held.tokens?.accessToken) {
      await this.connections.releaseRefresh(session, held);
      return tokens;
    }
    try {
      return await this.exchange(client, session, held, tokens);
    } catch (error) {
      await this.connections.releaseRefresh(session, held);
      throw error;
    }
  }

  private async exchange(
    client: LiveClient,
    session: BrowserSession,
    held: Connection,
    tokens: Tokens,
  ): Promise<Tokens | undefined> {
    if (tokens.refreshToken === undefined) return undefined;
    const { bank, recorder, configuration, atAuthorizationServer } = client;
    const answer = await openid.refreshTokenGrant(
      configuration,
      tokens.refreshToken,
      undefined,
      atAuthorizationServer,
    );
    const now = this.clock.now();
    const claims = answer.claims() as Readonly<Record<string, unknown>> | undefined;
    const detailTypes = held.authorizationDetails.length === 0 ? [] : [accountAccessType];
    const checks = [
      ...tokenChecks(answer, { bank, detailTypes }),
      ...(claims === undefined
        ? []
        : idTokenChecks(claims, {
            bank,
            now: recorder.issuerTime(now),
            idToken: answer.id_token,
            accessToken: answer.access_token,
            subject: tokens.subject,
          })),
    ];
    await recorder.checked('refresh', checks);
    requireAll(checks);
    const renewed: Tokens = {
      ...tokens,
      accessToken: answer.access_token,
      // A server may rotate (SP-5.3.3.1-6) or leave the refresh token as it is.
      refreshToken: answer.refresh_token ?? tokens.refreshToken,
    };
    const expiresAt = expiry(now, answer.expires_in);
    await this.connections.replaceTokens(session, held, renewed, expiresAt);
    return renewed;
  }

  private async awaitOther(session: BrowserSession, held: Connection): Promise<Tokens | undefined> {
    for (let poll = 0; poll < pollsMax; poll += 1) {
      const now = await this.connections.find(session, held.bank);
      if (now?.tokens === undefined || now.flowId !== held.flowId) return undefined;
      if (now.tokens.accessToken !== held.tokens?.accessToken) return now.tokens;
      await wait(pollMilliseconds);
    }
    return undefined;
  }
}
