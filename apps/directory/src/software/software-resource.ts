import { sanUriOf } from '../authority/software-certificate.js';
import {
  certificateResource,
  type IssuedCertificate,
} from '../certificates/certificate-resource.js';
import type { StoredSoftware } from './software-catalogue.js';

/** Where the keys of software are published. */
export const jwksUriOf = (directoryUrl: string, softwareId: string): string =>
  `${directoryUrl}/software/${softwareId}/jwks`;

/** Software as its organisation sees it. */
export const softwareResource = (
  { softwareId, organisationId, metadata, status }: StoredSoftware,
  certificates: readonly IssuedCertificate[],
  directoryUrl: string,
  now: Date,
): object => ({
  software_id: softwareId,
  organisation_id: organisationId,
  ...metadata,
  status,
  jwks_uri: jwksUriOf(directoryUrl, softwareId),
  san_uri: sanUriOf(softwareId),
  certificates: certificates
    .filter((certificate) => certificate.softwareId === softwareId)
    .map((certificate) => certificateResource(certificate, now)),
});
