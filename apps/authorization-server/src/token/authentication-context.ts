/** Authentication context of a customer who gave password and one-time code. */
export { strongCustomerAuthentication as sca } from '@sandbank/oauth';

/** How such a customer authenticated (RFC 8176 2). */
export const scaMethods = ['pwd', 'otp', 'mfa'] as const;
