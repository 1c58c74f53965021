import { certificateUses, revocationReasons } from '../certificates/certificate.js';
import { roles } from '../organisations/roles.js';

/** Where everything is; placeholders in braces are filled in by whoever calls. */
export function directoryMetadata(issuer: string): Record<string, unknown> {
  const software = `${issuer}/organisations/{organisation_id}/software`;
  return {
    issuer,
    jwks_uri: `${issuer}/jwks`,
    participants_endpoint: `${issuer}/participants`,
    signed_participants_endpoint: `${issuer}/participants/signed`,
    authorities_endpoint: `${issuer}/authorities`,
    organisations_endpoint: `${issuer}/organisations`,
    software_endpoint: software,
    certificates_endpoint: `${software}/{software_id}/certificates`,
    software_statements_endpoint: `${software}/{software_id}/statements`,
    software_jwks_endpoint: `${issuer}/software/{software_id}/jwks`,
    roles_supported: roles,
    certificate_uses_supported: certificateUses,
    revocation_reasons_supported: revocationReasons,
    software_statement_signing_alg_values_supported: ['ES256'],
  };
}
