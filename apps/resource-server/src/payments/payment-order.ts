import { sha256 } from '@sandbank/crypto';
import { canonicalJson, initiationSchema, riskSchema } from '@sandbank/consent';
import { z } from 'zod';
import { invalidHeader } from '../open-banking/open-banking-error.js';
import { parseBody } from '../open-banking/request-body.js';

/** The body of an order (OBWriteDomestic2). */
export const paymentOrderSchema = z.strictObject({
  Data: z.strictObject({ ConsentId: z.string().min(1).max(128), Initiation: initiationSchema }),
  Risk: riskSchema,
});

/** What an app orders (OBWriteDomestic2). */
export type PaymentOrder = z.output<typeof paymentOrderSchema>;

/** Reads the body of an order; 400 that names the field at fault. */
export const paymentOrder = (body: unknown): PaymentOrder => parseBody(paymentOrderSchema, body);

/** What tells one order from another under the same idempotency key. */
export const digestOf = (order: PaymentOrder): Buffer => sha256(canonicalJson(order));

const keyLengthMax = 40;

/** The key under which an order is carried out once; 400 without one or for a malformed one. */
export function idempotencyKeyOf(value: string | undefined): string {
  const key = value ?? '';
  if (
    key.length >= 1 &&
    key.length <= keyLengthMax &&
    /^[\x21-\x7e]+(?: +[\x21-\x7e]+)*$/.test(key)
  )
    return key;
  const rule = `x-idempotency-key must be 1 to ${keyLengthMax} printable characters`;
  throw invalidHeader(rule, 'x-idempotency-key', value);
}
