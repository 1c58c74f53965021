import { parseTimePrefixedToken, timePrefixedToken } from '@sandbank/crypto';
import { ringSlot } from '@sandbank/platform';

/** Where a handed-out value is stored: the slot of its time, and a digest instead of itself. */
export interface OpaqueReference {
  readonly slot: number;
  readonly reference: Buffer;
}

/** The place of a value made by `timePrefixedToken`; undefined for anything of another shape. */
export function opaqueReference(token: string): OpaqueReference | undefined {
  const parsed = parseTimePrefixedToken(token);
  if (parsed === undefined) return undefined;
  return {
    slot: ringSlot(Math.floor(parsed.issuedAt.getTime() / 1000)),
    reference: Buffer.from(parsed.key, 'hex'),
  };
}

/** A new value to hand out, random or with these 32 secret bytes, and the place where its digest is to be stored. */
export function newOpaqueValue(
  now: Date,
  secret?: Buffer,
): OpaqueReference & { readonly value: string } {
  const value = timePrefixedToken(now, secret);
  const at = opaqueReference(value);
  if (at === undefined) throw new Error('a token we made has another shape');
  return { value, ...at };
}
