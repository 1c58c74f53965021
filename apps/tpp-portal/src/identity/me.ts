import type { Member, Membership } from './member.js';

/** Who is signed in, as the pages see it. */
export interface Me {
  readonly personId: string;
  readonly name: string;
  readonly email?: string | undefined;
  readonly isGuest: boolean;
  readonly isOperator: boolean;
  readonly organisations: readonly Membership[];
  readonly signedInAt: string;
  /** When an unclaimed workspace ends. */
  readonly guestEndsAt?: string;
}

/** Days after which a workspace that nobody claimed is removed; its only sign-in has ended by then. */
export const guestDays = 7;

export const meOf = (member: Member | undefined): Me | null =>
  member === undefined
    ? null
    : {
        personId: member.personId,
        name: member.name,
        email: member.email,
        isGuest: member.isGuest,
        isOperator: member.isOperator,
        organisations: member.organisations,
        signedInAt: member.signedInAt.toISOString(),
        ...(member.isGuest && {
          guestEndsAt: new Date(member.signedInAt.getTime() + guestDays * 86_400_000).toISOString(),
        }),
      };
