import { z } from 'zod';
import type { ParseContext } from './authorization-details-type.js';
import { refusedAt } from './refusal.js';

/** Letters as they read: not blank, no control characters, line breaks, or marks that turn the direction of a text. */
export const printable = (lengthMax: number) =>
  z
    .string()
    .regex(
      new RegExp(`^(?=.*[^\\s\\p{DI}])[^\\p{C}\\p{Zl}\\p{Zp}]{1,${lengthMax}}$`, 'u'),
      `must be 1 to ${lengthMax} printable characters on one line`,
    );

/** Years of four digits that begin with 1 or 2: what JavaScript and PostgreSQL both read alike. */
export const dateTime = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 date-time with a time zone' })
  .max(35, 'is too long')
  .regex(/^[12]/, 'is out of range');

/** Where an entry is to be used: one URL, that of the API which serves its type (RFC 9396 2.2). */
export const locations = z
  .array(z.string().max(500, 'is too long'))
  .length(1, 'must hold one URL')
  .optional();

/** The one location of an API; throws when `named` is another. */
export function locationsAt(
  api: string,
  named: readonly string[] | undefined,
  { resourceBase, path = '' }: ParseContext,
): [string] {
  const location = `${resourceBase}/${api}`;
  if (named !== undefined && named[0] !== location) {
    const evidence = { expected: location, received: named[0] };
    throw refusedAt(`${path}/locations/0`, 'is not served under this issuer', evidence);
  }
  return [location];
}
