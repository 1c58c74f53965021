/** Authentication context of a customer who gave password and one-time code (PSD2 strong authentication). */
export const sca = 'urn:openbanking:psd2:sca';

/** How such a customer authenticated (RFC 8176 2). */
export const scaMethods = ['pwd', 'otp', 'mfa'] as const;
