export const roles = ['owner', 'member'] as const;
export type Role = (typeof roles)[number];

/** A membership of a person. */
export interface Membership {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** Who is signed in. */
export interface Member {
  readonly personId: string;
  readonly name: string;
  /** Absent for guests. */
  readonly email?: string | undefined;
  /** A workspace without an account so far: nothing but this browser leads back to it. */
  readonly isGuest: boolean;
  /** Runs the sandbox; is in no organisation. */
  readonly isOperator: boolean;
  readonly organisations: readonly Membership[];
  /** The sign-in of this browser, by its digest. */
  readonly signInKey: string;
  readonly signedInAt: Date;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in, once the access guard has asked. */
    member?: Member;
    /** The organisation of the path, of which the member is one. */
    organisation?: Membership;
  }
}
