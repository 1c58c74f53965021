export { jwtBearerAssertionType } from './checks/client-authentication.js';
export { isSignedBy } from './checks/signatures.js';
export * from './contexts.js';
export * from './parse.js';
export * from './profile.js';
export { fapi2SecurityProfile } from './profiles/fapi2-security-profile.js';
export { profiles } from './profiles/profiles.js';
export * from './rule.js';
