import { z } from 'zod';
import type { ParseContext } from './authorization-details-type.js';
import { dateTime, printable } from './fields.js';
import { assertFuture } from './narrowing.js';

/** Whether the app wants to be told which account pays, so that money can be sent back there. */
export const readRefundAccount = z.enum(['Yes', 'No']);

/** Whose approval the app counts on, and until when. */
const authorisation = z
  .strictObject({
    AuthorisationType: z.enum(['Any', 'Single']),
    CompletionDateTime: dateTime.optional(),
  })
  .meta({ id: 'PaymentAuthorisation' });

/** What the app knows that bears on whether its customer must authenticate; this bank asks anyway. */
const scaSupportData = z
  .strictObject({
    RequestedSCAExemptionType: z.enum([
      ...['BillPayment', 'ContactlessTravel', 'EcommerceGoods', 'EcommerceServices'],
      ...['Kiosk', 'Parking', 'PartyToParty'],
    ] as const),
    AppliedAuthenticationApproach: z.enum(['CA', 'SCA']),
    ReferencePaymentOrderId: printable(40),
  })
  .partial()
  .meta({ id: 'ScaSupportData' });

/** What a consent to a payment or an order may say beside what is to be paid (OBWriteDomesticConsent4). */
export const besideInitiation = {
  ReadRefundAccount: readRefundAccount.optional(),
  Authorisation: authorisation.optional(),
  SCASupportData: scaSupportData.optional(),
};

/** What it says about approval. */
export interface Authorised {
  readonly consent: { readonly Authorisation?: z.output<typeof authorisation> | undefined };
}

/** Throws where the time to approve it has passed already; what was approved in time stays so. */
export function assertApprovable({ consent }: Authorised, context: ParseContext): void {
  if (context.isHeld === true) return;
  const { now, path = '' } = context;
  const place = `${path}/consent/Authorisation/CompletionDateTime`;
  assertFuture(consent.Authorisation?.CompletionDateTime, now, place);
}

/** The moment from which it cannot be approved any more. */
export const approveBy = ({ consent }: Authorised): Date | undefined =>
  consent.Authorisation?.CompletionDateTime === undefined
    ? undefined
    : new Date(consent.Authorisation.CompletionDateTime);

/** True where the app counts on the approval of one holder alone. */
export const isForOne = ({ consent }: Authorised): boolean =>
  consent.Authorisation?.AuthorisationType === 'Single';
