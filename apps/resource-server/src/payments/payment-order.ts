import { initiationSchema, riskSchema } from '@sandbank/consent';
import { z } from 'zod';
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
