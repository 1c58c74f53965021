import * as openid from 'openid-client';
import { requireAll } from '../banks/checking.js';
import type { LiveClient } from '../banks/live-client.js';
import { asksForIdToken, type JourneySecrets } from './authorization-request.js';
import type { ObtainedGrant } from './continuations.js';
import { idTokenChecks } from './id-token-checks.js';
import { expiry, grantedDetails, tokenChecks } from './journey-checks.js';

/**
 * Exchanges the code of an answer for tokens, after openid-client has checked `iss` and `state`.
 * Throws `CheckFailed` and what openid-client throws.
 */
export async function exchangeCode(
  client: LiveClient,
  query: URLSearchParams,
  kept: JourneySecrets,
  now: Date,
): Promise<ObtainedGrant> {
  const { bank, recorder, configuration, atAuthorizationServer } = client;
  // Built from what is registered, never from the Host header of the request.
  const returnedTo = new URL(bank.redirectUri);
  returnedTo.search = query.toString();
  const openidConnect = asksForIdToken(kept.access.scope);
  const answer = await openid.authorizationCodeGrant(
    configuration,
    returnedTo,
    {
      expectedState: kept.state,
      pkceCodeVerifier: kept.codeVerifier,
      ...(openidConnect ? { expectedNonce: kept.nonce, idTokenExpected: true } : {}),
    },
    undefined,
    atAuthorizationServer,
  );
  const detailTypes = kept.access.authorizationDetails.map(({ type }) => String(type));
  const idTokenClaims = answer.claims() as Readonly<Record<string, unknown>> | undefined;
  const checks = [
    ...tokenChecks(answer, { bank, detailTypes }),
    ...(idTokenClaims === undefined
      ? []
      : idTokenChecks(idTokenClaims, {
          bank,
          kept,
          now: recorder.issuerTime(now),
          idToken: answer.id_token,
          accessToken: answer.access_token,
        })),
  ];
  await recorder.checked('token', checks);
  requireAll(checks);
  return {
    bank: bank.slug,
    flowId: recorder.flowId,
    client,
    idTokenClaims,
    accessTokenExpiresAt: expiry(now, answer.expires_in),
    authorizationDetails: grantedDetails(answer, detailTypes),
    tokens: {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token,
      dpopKey: kept.dpopKey,
      subject: idTokenClaims?.['sub'] as string | undefined,
    },
  };
}
