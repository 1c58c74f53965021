import * as openid from 'openid-client';
import { z } from 'zod';
import { accessRequest } from '../banks/access-request.js';
import { newDpopKey } from '../banks/dpop-key.js';
import type { LiveClient } from '../banks/live-client.js';

/** What one journey keeps until its answer comes, sealed. */
export const journeySecrets = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  dpopKey: z.record(z.string(), z.unknown()),
});

export type JourneySecrets = z.output<typeof journeySecrets>;

/** Secrets of a new journey: fresh for every request, whatever became of the last (SP-5.3.3.2-4). */
export async function newJourneySecrets(): Promise<JourneySecrets> {
  return {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    codeVerifier: openid.randomPKCECodeVerifier(),
    dpopKey: { ...(await newDpopKey()) },
  };
}

/** Pushes the request (RFC 9126 2) and resolves to the address for the browser. Throws what openid-client throws. */
export async function pushAuthorizationRequest(
  client: LiveClient,
  kept: JourneySecrets,
  now: Date,
): Promise<URL> {
  const { bank, configuration, atAuthorizationServer } = client;
  const parameters = {
    redirect_uri: bank.redirectUri,
    scope: 'openid accounts',
    state: kept.state,
    nonce: kept.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(kept.codeVerifier),
    code_challenge_method: 'S256',
    authorization_details: JSON.stringify(accessRequest(bank, now)),
  };
  return openid.buildAuthorizationUrlWithPAR(configuration, parameters, {
    DPoP: atAuthorizationServer,
  });
}
