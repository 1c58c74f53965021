import { SetMetadata } from '@nestjs/common';
import type { Permission } from '@sandbank/consent';

export const REQUIRED_SCOPE = 'sandbank:required-scope';
export const REQUIRED_PERMISSIONS = 'sandbank:required-permissions';

/** The scope that the token must have; on a class it holds for all its routes (RFC 6750 3.1). */
export const RequireScope = (scope: string) => SetMetadata(REQUIRED_SCOPE, scope);

/** Permissions of which the customer must have given at least one; without any the call ends in 403. */
export const RequireConsent = (...anyOf: [Permission, ...Permission[]]) =>
  SetMetadata(REQUIRED_PERMISSIONS, anyOf);
