/** Where an authority's list of revoked certificates is published. */
export const crlUrlOf = (directoryUrl: string, authorityId: string): string =>
  `${directoryUrl}/authorities/${authorityId}/crl`;
