import { z } from 'zod';

/** One status that a payment had at its bank. */
export interface PaymentStep {
  /** ISO 20022, such as `ACSP`. */
  readonly status: string;
  readonly at: string;
  /** Why, in the bank's words. */
  readonly reason?: string;
}

/** What the bank answered when it took the order, and what became of it since. */
export interface Receipt {
  readonly domesticPaymentId: string;
  readonly status: string;
  readonly createdAt: string;
  /** The oldest first; absent until the bank was asked. */
  readonly steps?: readonly PaymentStep[];
}

/** What the bank answers about the way of a payment (OBWritePaymentDetailsResponse1). */
export const paymentDetailsAnswer = z.object({
  Data: z.object({
    PaymentStatus: z
      .array(
        z.object({
          Status: z.string().max(4),
          StatusUpdateDateTime: z.iso.datetime({ offset: true }),
          StatusDetail: z
            .object({ StatusReasonDescription: z.string().max(256).optional() })
            .optional(),
        }),
      )
      .min(1)
      .max(50),
  }),
});

/** The receipt with the whole way of its payment. */
export function progressed(
  { domesticPaymentId, createdAt, status }: Receipt,
  { Data }: z.output<typeof paymentDetailsAnswer>,
): Receipt {
  const steps = Data.PaymentStatus.map(({ Status, StatusUpdateDateTime: at, StatusDetail }) => {
    const reason = StatusDetail?.StatusReasonDescription;
    return { status: Status, at, ...(reason !== undefined && { reason }) };
  });
  return { domesticPaymentId, createdAt, status: steps.at(-1)?.status ?? status, steps };
}

const endings: readonly string[] = ['ACCC', 'RJCT', 'BLCK'];
// At another bank a payment may stay settled for ever: after this long nothing more is expected of it.
const settledMilliseconds = 10_000;

/** True while something may still become of the payment. */
export function isMoving({ status, createdAt, steps = [] }: Receipt, now: Date): boolean {
  if (endings.includes(status)) return false;
  const since = Date.parse(steps.at(-1)?.at ?? createdAt);
  return status !== 'ACSC' || now.getTime() - since < settledMilliseconds;
}

/** A payment that the bank took, in three words: on its way, paid, or rejected in the end. */
export function outcomeOf({ status }: Receipt): 'sent' | 'paid' | 'rejected' {
  if (status === 'RJCT' || status === 'BLCK') return 'rejected';
  return status === 'ACSC' || status === 'ACCC' ? 'paid' : 'sent';
}
