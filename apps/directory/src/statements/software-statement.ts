import { sanUriOf } from '../authority/software-certificate.js';
import type { OrganisationEntity } from '../organisations/organisation.entity.js';
import type { StoredSoftware } from '../software/software-catalogue.js';
import { jwksUriOf } from '../software/software-resource.js';

/** Its own type: no other JWT of the directory passes for it (RFC 8725 3.11). */
export const statementTyp = 'software-statement+jwt';

export const statementSeconds = 3600;

/** What the directory says of software to banks (RFC 7591 2.3); `issuedAt` in seconds. */
export function statementClaims(
  { organisationId, name, roles }: OrganisationEntity,
  { softwareId, metadata }: StoredSoftware,
  { issuer, issuedAt, jti }: { issuer: string; issuedAt: number; jti: string },
): Record<string, unknown> {
  const { roles: softwareRoles, ...described } = metadata;
  return {
    ...{ iss: issuer, iat: issuedAt, exp: issuedAt + statementSeconds, jti },
    software_id: softwareId,
    ...described,
    jwks_uri: jwksUriOf(issuer, softwareId),
    // Roles that the organisation has lost since are not its software's.
    software_roles: softwareRoles.filter((role) => roles.includes(role)),
    software_san_uri: sanUriOf(softwareId),
    organisation_id: organisationId,
    organisation_name: name,
    organisation_roles: roles,
  };
}
