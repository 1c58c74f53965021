import type { z } from 'zod';

/** An error code of RFC 7591 3.2.2. */
export type RegistrationErrorCode = 'invalid_redirect_uri' | 'invalid_client_metadata';

/** One thing that is wrong with what an operator asked for. */
export interface Problem {
  /** The member that is wrong, such as `redirect_uris.0`; absent when it is the order as a whole. */
  readonly member?: string;
  readonly message: string;
  readonly error?: RegistrationErrorCode;
}

/** An order that cannot be carried out; nothing was changed. */
export class OperationRefused extends Error {
  override readonly name = 'OperationRefused';

  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('; '));
  }
}

/** Refuses for one reason. */
export const refused = (message: string, member?: string): OperationRefused =>
  new OperationRefused([{ message, ...(member !== undefined && { member }) }]);

/** The problems of client metadata with RFC 7591's codes; `place` tells one client of several. */
export const metadataProblems = (error: z.ZodError, place: string): Problem[] =>
  error.issues.map(({ path, message }) => ({
    member: `${place}${path.join('.')}`,
    message,
    error: path[0] === 'redirect_uris' ? 'invalid_redirect_uri' : 'invalid_client_metadata',
  }));
