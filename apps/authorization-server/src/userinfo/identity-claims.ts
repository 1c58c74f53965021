import type { ClaimsRequest } from '@sandbank/fapi-policy';

/** What the bank knows of a customer that an app may learn; the name for signing in is no part of it. */
export interface Customer {
  readonly id: string;
  readonly name: string;
}

/** Claims besides `sub` that UserInfo can tell, each with the scope that asks for it (OpenID Connect Core 5.4). */
export const identityClaims = {
  name: { scope: 'profile', of: ({ name }: Customer) => name },
} as const;

/** Claims about the customer, for an app that was granted these scopes and asked for these claims. */
export function claimsOf(
  customer: Customer,
  scopes: readonly string[],
  asked: ClaimsRequest['userinfo'],
): Readonly<Record<string, unknown>> {
  const told = Object.entries(identityClaims).filter(
    ([name, { scope }]) => scopes.includes(scope) || (asked !== undefined && name in asked),
  );
  return {
    sub: customer.id,
    ...Object.fromEntries(told.map(([name, claim]) => [name, claim.of(customer)])),
  };
}
