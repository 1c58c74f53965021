import type { Refusals } from '../refusal.js';
import { authorizeRefusals } from './authorize.js';
import { clientAuthenticationRefusals } from './client-authentication.js';
import { proofRefusals } from './dpop-proof.js';
import { pushRefusals } from './push.js';
import { resourceRefusals } from './resource.js';
import {
  clientCredentialsRefusals,
  codeExchangeRefusals,
  refreshRefusals,
  tokenRefusals,
} from './token.js';

/** What each profile refuses, by its id. */
export const refusalsOf: Readonly<Record<string, Refusals>> = {
  'fapi2-security-profile': {
    clientAuthentication: clientAuthenticationRefusals,
    proof: proofRefusals,
    push: pushRefusals,
    authorize: authorizeRefusals,
    token: tokenRefusals,
    codeExchange: codeExchangeRefusals,
    refresh: refreshRefusals,
    clientCredentials: clientCredentialsRefusals,
    resource: resourceRefusals,
  },
};
