import {
  BankVisitor,
  offeredAccounts,
  type CustomerLogin,
  type Page,
} from './fapi-client-pages.js';
import type { FapiClient } from './fapi-client.js';
import type { Pushed, RequestOverrides } from './fapi-client-requests.js';

/** A finished journey: what was chosen, and what the token endpoint answered. */
export interface Journey {
  readonly pushed: Pushed;
  readonly code: string;
  readonly accountIds: readonly string[];
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly tokens: Readonly<Record<string, unknown>>;
}

export interface JourneyOptions {
  /** Changes of the pushed request, for example its `authorization_details`. */
  readonly push?: RequestOverrides;
  /** Which of the offered accounts are shared; all by default. */
  readonly choose?: (offered: readonly string[]) => readonly string[];
}

/** Pushes, signs in, consents and redeems the code; throws with what was seen where the journey ends early. */
export async function completeJourney(
  client: FapiClient,
  login: CustomerLogin,
  options: JourneyOptions = {},
): Promise<Journey> {
  const pushed = await client.push(options.push);
  if (pushed.requestUri === '') throw ended('push', pushed.answer.status, pushed.answer.body);
  const visitor = new BankVisitor(client.options.ca);
  const consentPage = await visitor.signIn(await client.authorizationUrl(pushed.requestUri), login);
  const offered = offeredAccounts(consentPage);
  const accountIds = options.choose?.(offered) ?? offered;
  const callback = await visitor.press(consentPage, 'consent-allow', { accounts: accountIds });
  const { code } = authorizationResponse(client, pushed, callback);
  const answer = await client.redeem(code, pushed.codeVerifier);
  if (answer.status !== 200) throw ended('token', answer.status, answer.body);
  const tokens = answer.json();
  const refreshToken = tokens['refresh_token'];
  return {
    ...{ pushed, code, accountIds, tokens, accessToken: String(tokens['access_token']) },
    refreshToken: typeof refreshToken === 'string' ? refreshToken : undefined,
  };
}

/** The parameters with which the bank sent the customer back, after the checks of SP-5.3.3.2-5. */
export function authorizationResponse(
  client: FapiClient,
  pushed: Pushed,
  { url, answer }: Page,
): { readonly code: string } {
  const { redirectUri, issuer } = client.options;
  if (!url.href.startsWith(redirectUri)) throw ended('authorization', answer.status, answer.body);
  const parameters = url.searchParams;
  if (parameters.get('iss') !== issuer) throw new Error('iss of the response is not the issuer');
  if (parameters.get('state') !== pushed.state)
    throw new Error('state of the response is not ours');
  const code = parameters.get('code');
  if (code === null) throw ended('authorization', answer.status, url.search);
  return { code };
}

const ended = (step: string, status: number, seen: string): Error =>
  new Error(`the journey ended at ${step} with ${status}: ${seen.slice(0, 1000)}`);
