export {
  accessTokenClaims,
  tokenReference,
  type AccessTokenClaims,
} from './access-token-claims.js';
export { AccessDenials } from './access-denials.js';
export { RecordedDenials, type Denial } from './recorded-denials.js';
export { AccessTokenGuard } from './access-token.guard.js';
export { IssuerKeys } from './issuer-keys.js';
export { KnownBanks } from './known-banks.js';
export { protectedResourceParts, ProtectedResourceModule } from './protected-resource.module.js';
export { rejectionsController } from './rejections.controller.js';
export {
  resourceIdentifier,
  ResourceBanks,
  type IssuerKeySource,
  type ProtectedResourceOptions,
  type ResourceBank,
} from './protected-resource.options.js';
export {
  AcceptUsedConsent,
  REQUIRED_CONSENT_TYPE,
  REQUIRED_PERMISSIONS,
  REQUIRED_SCOPE,
  RequireAuthentication,
  RequireConsent,
  RequireConsentType,
  RequireScope,
  type AnyOf,
  type AuthenticationPolicy,
  type AuthenticationRequirement,
} from './requirements.js';
export { Authorization, type ResourceAuthorization } from './resource-authorization.js';
export { tokenStandingRules, type StandingContext } from './token-standing.rules.js';
export { isUsable } from './usable-consents.js';
export type { VerifiedAccess } from './verified-access.js';
