/** The masked number of an invented phone, the same for a customer every time. */
export const maskedPhoneOf = (id: string): string =>
  `•••• •••${String(Number.parseInt(id.slice(-4), 16) % 1000).padStart(3, '0')}`;
