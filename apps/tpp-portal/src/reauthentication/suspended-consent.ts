import * as openid from 'openid-client';
import { z } from 'zod';
import { ApiRefusal } from '../accounts/resource-call.js';
import { accountAccessType } from '../banks/access-request.js';

/** Why a bank does not answer for a consent until its customer has signed in again (OBExternalStatusReason1Code). */
const signInAgain = 'U028';

/** True for the refusal of a consent that its bank has suspended: 403, where 401 would be about the token alone. */
export const isSuspension = (thrown: unknown): boolean =>
  thrown instanceof openid.WWWAuthenticateChallengeError
    ? thrown.status === 403 &&
      thrown.cause.some(
        ({ parameters }) => parameters['error'] === 'insufficient_user_authentication',
      )
    : thrown instanceof ApiRefusal &&
      thrown.answer.status === 403 &&
      thrown.codes.some((code) => new RegExp(`\\b${signInAgain}$`).test(code));

/** What the API tells of a consent, as far as it is asked here. */
const consentAnswer = z.object({
  Data: z.object({
    ConsentId: z.string(),
    Status: z.string(),
    StatusReason: z.array(z.object({ StatusReasonCode: z.string() })).default([]),
  }),
});

/** Whether the API's answer about a consent says that a new sign-in would bring it back. */
export function tellsSuspension(answer: unknown, consentId: string): boolean {
  const { data } = consentAnswer.safeParse(answer);
  return (
    data?.Data.ConsentId === consentId &&
    data.Data.Status === 'CANC' &&
    data.Data.StatusReason.some(({ StatusReasonCode }) => StatusReasonCode === signInAgain)
  );
}

const grantedEntry = z.object({ type: z.literal(accountAccessType), ConsentId: z.uuid() });

/** The consent of account access among granted details; undefined where the bank named none. */
export const consentIdOf = (details: readonly unknown[]): string | undefined =>
  details.flatMap((entry) => grantedEntry.safeParse(entry).data?.ConsentId ?? [])[0];
