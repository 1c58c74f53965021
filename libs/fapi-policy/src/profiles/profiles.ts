import type { FapiProfile } from '../profile.js';
import { fapi2SecurityProfile } from './fapi2-security-profile.js';

/** Every profile an issuer or a client may be on, by id. */
export const profiles: Readonly<Record<string, FapiProfile>> = {
  [fapi2SecurityProfile.id]: fapi2SecurityProfile,
};
