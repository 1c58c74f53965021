import { SetMetadata } from '@nestjs/common';
import type { Permission } from '@sandbank/consent';
import type { ResourceBank } from './protected-resource.options.js';

export const REQUIRED_SCOPE = 'sandbank:required-scope';
export const REQUIRED_PERMISSIONS = 'sandbank:required-permissions';
export const REQUIRED_CONSENT_TYPE = 'sandbank:required-consent-type';
export const ACCEPTS_USED_CONSENT = 'sandbank:accepts-used-consent';
export const REQUIRED_AUTHENTICATION = 'sandbank:required-authentication';

/**
 * The scope that the token must have, or one of several, which the challenge lists with spaces between them; on a class
 * it holds for all its routes (RFC 6750 3.1).
 */
export const RequireScope = (scope: string, ...others: readonly string[]) =>
  SetMetadata(REQUIRED_SCOPE, [scope, ...others].join(' '));

/** One of these permissions will do. */
export type AnyOf = readonly [Permission, ...Permission[]];

/** Lists of permissions: the customer must have given at least one of each, in one consent, or the call ends in 403. */
export const RequireConsent = (...oneOfEach: readonly AnyOf[]) =>
  SetMetadata(REQUIRED_PERMISSIONS, oneOfEach);

/** The authorization details type that the route is about: other consents of the token do not count, and none ends in 403. */
export const RequireConsentType = (type: string) => SetMetadata(REQUIRED_CONSENT_TYPE, type);

/** Lets a consent pass that its one use has ended: the route itself says what may still be done with it. */
export const AcceptUsedConsent = () => SetMetadata(ACCEPTS_USED_CONSENT, true);

/** How strongly, and how short a time ago, the customer must have authenticated (RFC 9470 3). */
export interface AuthenticationRequirement {
  /** Any of these authentication contexts will do. */
  readonly acrValues: readonly [string, ...string[]];
  /** The most seconds that may lie between the sign-in and the call; any number when absent. */
  readonly maxAgeSeconds?: number;
}

/** The same for every call, or as the bank that is called has it for what is sent; none when undefined. */
export type AuthenticationPolicy =
  | AuthenticationRequirement
  | ((bank: ResourceBank, body: unknown) => AuthenticationRequirement | undefined);

/**
 * A sign-in that the route insists on; a token of a weaker or older one is answered with a challenge (RFC 9470 3).
 * A policy that reads the bank gets it as the app's `ResourceBanks` gave it.
 */
export const RequireAuthentication = <Bank extends ResourceBank>(
  policy:
    | AuthenticationRequirement
    | ((bank: Bank, body: unknown) => AuthenticationRequirement | undefined),
) => SetMetadata(REQUIRED_AUTHENTICATION, policy);
