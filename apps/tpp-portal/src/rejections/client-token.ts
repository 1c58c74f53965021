import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import * as openid from 'openid-client';
import type { LiveClient } from '../banks/live-client.js';
import { requireAll } from '../banks/checking.js';
import { expiry, tokenChecks } from '../journey/journey-checks.js';

const sparedMilliseconds = 10_000;

interface HeldToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** What the client asks for itself. */
type OwnScope = 'rejections' | 'accounts' | 'payments';

/** Access tokens of the client itself, without a customer (RFC 6749 4.4); each is used until shortly before its end. */
@Injectable()
export class ClientTokens {
  private readonly held = new WeakMap<LiveClient, Map<OwnScope, HeldToken>>();

  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** Throws what openid-client throws, and `CheckFailed` for a token that is bound otherwise than registered. */
  async of(client: LiveClient, scope: OwnScope): Promise<string> {
    const { bank, configuration, atAuthorizationServer } = client;
    const now = this.clock.now();
    const tokens = this.held.get(client) ?? new Map<OwnScope, HeldToken>();
    const held = tokens.get(scope);
    if (held !== undefined && held.expiresAt.getTime() - now.getTime() > sparedMilliseconds) {
      return held.token;
    }
    const answer = await openid.clientCredentialsGrant(
      configuration,
      { scope },
      atAuthorizationServer,
    );
    requireAll(tokenChecks(answer, { bank, detailTypes: [] }));
    tokens.set(scope, {
      token: answer.access_token,
      expiresAt: expiry(now, answer.expires_in),
    });
    this.held.set(client, tokens);
    return answer.access_token;
  }

  forget(client: LiveClient): void {
    this.held.delete(client);
  }
}
