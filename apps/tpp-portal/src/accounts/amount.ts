// The standard allows five decimals; sums are made in that unit, in integers.
const decimals = 5;

/** Hundred-thousandths of a unit of currency, from a decimal string such as `12.50`. Throws on any other text. */
export const unitsOf = (amount: string): bigint => {
  const match = /^(\d{1,13})(?:\.(\d{1,5}))?$/.exec(amount);
  if (match === null) throw new RangeError('not an amount');
  return BigInt(`${match[1]}${(match[2] ?? '').padEnd(decimals, '0')}`);
};

/** The decimal string, with two decimals or as many as are needed. */
export const amountOf = (units: bigint): string => {
  const sign = units < 0n ? '-' : '';
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0{1,3}$/, '');
  return `${sign}${digits.slice(0, -decimals)}.${fraction}`;
};
