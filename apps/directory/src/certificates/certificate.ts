/** Transport: for connections (TLS). Signing: for what the software signs. */
export const certificateUses = ['transport', 'signing'] as const;

export type CertificateUse = (typeof certificateUses)[number];

/** Reasons that an organisation may give (RFC 5280 5.3.1). */
export const revocationReasons = [
  'keyCompromise',
  'cessationOfOperation',
  'superseded',
  'unspecified',
] as const;

/** Those, and what an operator's order to drop an authority leaves behind. */
export type RevocationReason = (typeof revocationReasons)[number] | 'cACompromise';
