import type { Refusals } from '../refusal.js';
import { authorizeRefusals } from './authorize.js';
import { privateKeyJwtRefusals } from './client-assertion.js';
import { clientAuthenticationRefusals } from './client-authentication.js';
import { decisionRefusals } from './decision.js';
import { selfSignedRefusals, tlsClientAuthRefusals } from './client-certificate.js';
import { constraintRefusals } from './constraint.js';
import { proofRefusals } from './dpop-proof.js';
import { introspectionRefusals, revocationRefusals } from './presented-token.js';
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
    private_key_jwt: privateKeyJwtRefusals,
    tls_client_auth: tlsClientAuthRefusals,
    self_signed_tls_client_auth: selfSignedRefusals,
    constraint: constraintRefusals,
    proof: proofRefusals,
    push: pushRefusals,
    authorize: authorizeRefusals,
    decision: decisionRefusals,
    token: tokenRefusals,
    codeExchange: codeExchangeRefusals,
    refresh: refreshRefusals,
    clientCredentials: clientCredentialsRefusals,
    revocation: revocationRefusals,
    introspection: introspectionRefusals,
    resource: resourceRefusals,
  },
};
