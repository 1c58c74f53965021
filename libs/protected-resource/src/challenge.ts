import { OAuthError, type OAuthErrorCode } from '@sandbank/oauth';
import type { TokenScheme } from './credentials.js';
import {
  resourceMetadataUrl,
  type ProtectedResourceOptions,
  type ResourceBank,
} from './protected-resource.options.js';
import type { AuthenticationRequirement } from './requirements.js';

const statuses: Partial<Record<OAuthErrorCode, number>> = {
  invalid_request: 400,
  invalid_token: 401,
  // At a resource server a bad proof makes the token unusable (RFC 9449 7.1, 9).
  invalid_dpop_proof: 401,
  use_dpop_nonce: 401,
  insufficient_scope: 403,
  insufficient_user_authentication: 401,
};

export interface ChallengeContext {
  readonly options: Pick<ProtectedResourceOptions, 'baseUrl' | 'mutualTlsUrl' | 'apiPath'>;
  readonly bank: ResourceBank;
  readonly nonce: string;
  /** The scope that the resource asks for, when it asks for one. */
  readonly scope?: string | undefined;
  /** The sign-in that the resource insists on, when it insists on one. */
  readonly authentication?: AuthenticationRequirement | undefined;
  /** The scheme under which a token was sent; undefined when none was: then the challenge names no error (RFC 6750 3.1). */
  readonly scheme: TokenScheme | undefined;
}

/** The refusal with status, `WWW-Authenticate` and `DPoP-Nonce` as a resource server sends them (RFC 9449 7.1, 9). */
export function challenged(refusal: OAuthError, context: ChallengeContext): OAuthError {
  const usual = statuses[refusal.error];
  if (usual === undefined || refusal.status === 404) return refusal;
  // A suspended consent is no matter of this token: its rule says 403, and another sign-in would not help (U028).
  const status = refusal.error === 'insufficient_user_authentication' ? refusal.status : usual;
  const { cause, description, expected, received, clause } = refusal;
  const headers = {
    ...refusal.headers,
    'www-authenticate': challenge(refusal, context),
    'dpop-nonce': context.nonce,
  };
  const evidence = { status, headers, expected, received, cause };
  const copy = new OAuthError(refusal.error, description, evidence, { clause });
  if (refusal.stack !== undefined) copy.stack = refusal.stack;
  return copy;
}

/**
 * One challenge for each scheme that would do: the one that was used says what is wrong, and the other stands beside it
 * where no token, or one that is no good, was sent (RFC 9449 7.2).
 */
function challenge(refusal: OAuthError, context: ChallengeContext): string {
  const { options, scheme } = context;
  const served: readonly TokenScheme[] =
    options.mutualTlsUrl === undefined ? ['dpop'] : ['dpop', 'bearer'];
  if (scheme === undefined) return served.map((each) => written(each, {}, context)).join(', ');
  const used = served.includes(scheme) ? scheme : 'dpop';
  const others = refusal.error === 'invalid_token' ? served.filter((each) => each !== used) : [];
  const challenges = [
    written(used, explanation(refusal, context), context),
    ...others.map((each) => written(each, {}, context)),
  ];
  return challenges.join(', ');
}

function explanation(refusal: OAuthError, { scope, authentication }: ChallengeContext): object {
  return {
    error: refusal.error,
    error_description: refusal.description,
    ...(refusal.error === 'insufficient_scope' && scope !== undefined && { scope }),
    ...(isStepUp(refusal) && stepUpAttributes(authentication)),
  };
}

function written(
  scheme: TokenScheme,
  explained: object,
  { options, bank }: ChallengeContext,
): string {
  const algorithms = bank.profile.metadata.dpop_signing_alg_values_supported;
  const attributes = {
    ...explained,
    ...(scheme === 'dpop' && { algs: algorithms.join(' ') }),
    resource_metadata: resourceMetadataUrl(options, bank.slug),
  };
  // Nothing here can hold a quote or a backslash: descriptions are cleaned, the rest is ours.
  const pairs = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`);
  return `${scheme === 'dpop' ? 'DPoP' : 'Bearer'} ${pairs.join(', ')}`;
}

const isStepUp = ({ error, status }: OAuthError): boolean =>
  error === 'insufficient_user_authentication' && status === 401;

/** What the client puts into its next authorization request (RFC 9470 3, 4). */
function stepUpAttributes(authentication: AuthenticationRequirement | undefined): object {
  if (authentication === undefined) return {};
  const { acrValues, maxAgeSeconds } = authentication;
  return {
    acr_values: acrValues.join(' '),
    ...(maxAgeSeconds !== undefined && { max_age: String(maxAgeSeconds) }),
  };
}
