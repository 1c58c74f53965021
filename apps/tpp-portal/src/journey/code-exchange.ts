import * as openid from 'openid-client';
import { requireAll } from '../banks/bank-client.js';
import type { LiveClient } from '../banks/live-client.js';
import type { Connection, Tokens } from '../connection/connection.store.js';
import type { JourneySecrets } from './authorization-request.js';
import { expiry, grantedDetails, tokenChecks } from './journey-checks.js';

/** A connection as the token endpoint made it, not yet stored. */
export type NewConnection = Omit<Connection, 'connectedAt' | 'tokens'> & {
  readonly tokens: Tokens;
};

/**
 * Exchanges the code of an answer for tokens, after openid-client has checked `iss` and `state`.
 * Throws `CheckFailed` and what openid-client throws.
 */
export async function exchangeCode(
  client: LiveClient,
  query: URLSearchParams,
  kept: JourneySecrets,
  now: Date,
): Promise<NewConnection> {
  const { bank, recorder, configuration, atAuthorizationServer } = client;
  // Built from what is registered, never from the Host header of the request.
  const returnedTo = new URL(bank.redirectUri);
  returnedTo.search = query.toString();
  const answer = await openid.authorizationCodeGrant(
    configuration,
    returnedTo,
    {
      expectedState: kept.state,
      expectedNonce: kept.nonce,
      pkceCodeVerifier: kept.codeVerifier,
      idTokenExpected: true,
    },
    undefined,
    { DPoP: atAuthorizationServer },
  );
  const thumbprint = await atAuthorizationServer.calculateThumbprint();
  const checks = tokenChecks(answer, { bank, thumbprint, nonce: kept.nonce });
  await recorder.checked('token', checks);
  requireAll(checks);
  return {
    bank: bank.slug,
    flowId: recorder.flowId,
    accessTokenExpiresAt: expiry(now, answer.expires_in),
    authorizationDetails: grantedDetails(answer),
    tokens: {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token,
      dpopKey: kept.dpopKey,
    },
  };
}
