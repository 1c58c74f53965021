import * as openid from 'openid-client';
import { z } from 'zod';
import { newDpopKey } from '../banks/dpop-key.js';
import type { Bank } from '../banks/bank.js';
import type { LiveClient } from '../banks/live-client.js';
import { connectAction } from './actions.js';
import { accessWanted, authenticationContext, resume, type JourneyPlan } from './journey-plan.js';

/** What one journey keeps until its answer comes, sealed. */
export const journeySecrets = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  dpopKey: z.record(z.string(), z.unknown()).optional(),
  access: accessWanted,
  authenticationContext: authenticationContext.default({}),
  resume,
  /** When the request was pushed, in seconds. */
  askedAt: z.number(),
});

export type JourneySecrets = z.output<typeof journeySecrets>;

/** Secrets of a new journey: fresh for every request, whatever became of the last (SP-5.3.3.2-4). */
export async function newJourneySecrets(
  bank: Bank,
  plan: Pick<JourneyPlan, 'authenticationContext' | 'resume'> & Pick<JourneySecrets, 'access'>,
  now: Date,
): Promise<JourneySecrets> {
  return {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    codeVerifier: openid.randomPKCECodeVerifier(),
    ...(bank.senderConstraint === 'dpop' ? { dpopKey: { ...(await newDpopKey()) } } : {}),
    access: plan.access,
    authenticationContext: plan.authenticationContext ?? {},
    resume: plan.resume ?? { action: connectAction, stepUps: 0 },
    askedAt: Math.floor(now.getTime() / 1000),
  };
}

/** Whether a scope makes the request one of OpenID Connect. */
export const asksForIdToken = (scope: string): boolean => scope.split(' ').includes('openid');

/** Pushes the request (RFC 9126 2) and resolves to the address for the browser. Throws what openid-client throws. */
export async function pushAuthorizationRequest(
  client: LiveClient,
  kept: JourneySecrets,
): Promise<URL> {
  const { bank, configuration, atAuthorizationServer } = client;
  const { access, authenticationContext: context } = kept;
  const parameters = {
    redirect_uri: bank.redirectUri,
    scope: access.scope,
    state: kept.state,
    // A nonce is echoed in an ID token alone.
    ...(asksForIdToken(access.scope) ? { nonce: kept.nonce } : {}),
    code_challenge: await openid.calculatePKCECodeChallenge(kept.codeVerifier),
    code_challenge_method: 'S256',
    ...(access.authorizationDetails.length === 0
      ? {}
      : { authorization_details: JSON.stringify(access.authorizationDetails) }),
    ...(context.acrValues === undefined ? {} : { acr_values: context.acrValues.join(' ') }),
    ...(context.maxAgeSeconds === undefined ? {} : { max_age: String(context.maxAgeSeconds) }),
  };
  return openid.buildAuthorizationUrlWithPAR(configuration, parameters, atAuthorizationServer);
}
