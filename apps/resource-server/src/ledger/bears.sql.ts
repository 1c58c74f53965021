/**
 * True where what is on an account `b` (`account_balance`) and not held bears so many minor units more, its limit included:
 * what `account_balance_within_limit` would say.
 */
export const bearsSql = (minor: string): string =>
  `b.balance_minor - b.held_minor - ${minor} >= -b.limit_minor`;
