import {
  invalidAuthorizationDetails,
  loginRequired,
  spaceDelimited,
  unmetAuthenticationRequirements,
} from '@sandbank/oauth';
import { essentialAcrValues } from '../claims-parameter.js';
import type { DecisionContext } from '../contexts.js';
import type { Check } from '../rule.js';

type DecisionCheck = Check<DecisionContext>;

/** The client may have lost a type of authorization details since it pushed. */
export const detailTypesAreAllowed: DecisionCheck = ({ detailTypes, client }) => {
  const lost = detailTypes.filter((type) => !client.authorization_details_types.includes(type));
  if (lost.length === 0) return;
  throw invalidAuthorizationDetails('the client is no longer registered for these details', {
    expected: client.authorization_details_types,
    received: lost,
  });
};

/** What the bank's sign-in never reaches is refused before the customer is asked for anything. */
export const essentialAcrIsAttainable: DecisionCheck = ({ claims, acrValues }) => {
  const essential = essentialAcrValues(claims);
  if (essential === undefined || essential.some((value) => acrValues.includes(value))) return;
  throw unmetAuthenticationRequirements('the requested authentication is not offered', {
    expected: acrValues,
    received: essential,
  });
};

/** Each authorization has its own sign-in, so there is never a session to go on with. */
export const promptNoneFindsNoSession: DecisionCheck = ({ params }) => {
  if (spaceDelimited(params['prompt']).includes('none')) {
    throw loginRequired('the customer must sign in');
  }
};

export const customerIsTheExpectedOne: DecisionCheck = ({ expectedSubject, signIn }) => {
  if (expectedSubject === undefined || signIn === undefined) return;
  if (signIn.subject !== expectedSubject) throw loginRequired('another customer signed in');
};

/** Seconds for which a sign-in counts, given what the client asks for (OpenID Connect Core 3.1.2.1 `max_age`). */
export function signInSeconds({
  limits,
  maxAgeSeconds,
}: Pick<DecisionContext, 'limits' | 'maxAgeSeconds'>): number {
  // Who reads the page before deciding needs some time: less would ask for the password for ever.
  const asked = Math.max(maxAgeSeconds ?? Infinity, limits.signInSecondsMin);
  return Math.min(asked, limits.signInSecondsMax);
}

export const signInIsFresh: DecisionCheck = (context) => {
  const { signIn, nowSeconds } = context;
  if (signIn === undefined) return;
  const allowed = signInSeconds(context);
  const age = nowSeconds - signIn.authenticatedAtSeconds;
  if (age <= allowed) return;
  throw loginRequired('the sign-in is too old', {
    expected: `at most ${allowed} s`,
    received: age,
  });
};
