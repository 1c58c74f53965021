import type { ApiOperation } from './api-operation.js';

/** With whose token a call is made: that of a connection, that of a payment, or the app's own. */
export type GrantKind = 'connection' | 'payment' | 'client';

// What the demo app is registered for. Its subscription to events belongs to all its visitors at once, and is not here.
const registeredFor = ['/aisp/', '/pisp/domestic-payment-consents', '/pisp/domestic-payments'];

/** The kinds of grants that an operation takes from the demo app; none where the app may not call it. */
export function kindsFor({ template, customerScopes, clientScopes }: ApiOperation): GrantKind[] {
  if (!registeredFor.some((start) => template.startsWith(start))) return [];
  return [
    ...(customerScopes.includes('accounts') ? ['connection' as const] : []),
    ...(customerScopes.includes('payments') ? ['payment' as const] : []),
    ...(clientScopes.length > 0 ? ['client' as const] : []),
  ];
}

/** True for a call that leaves something behind at the bank: it is sent when the visitor has said so twice. */
export const changesSomething = ({ method }: ApiOperation): boolean => method !== 'GET';
