import type { z } from 'zod';

/** One thing that is wrong with what an operator ordered. */
export interface Problem {
  /** The member that is wrong, such as `redirect_uris.0`; absent when it is the order as a whole. */
  readonly member?: string;
  readonly message: string;
  /** An error code of the standard that the member belongs to. */
  readonly error?: string;
}

/** Why: the order itself is wrong, what it names is not there, or what it names does not allow it now. */
export type OrderProblem = 'invalid' | 'unknown' | 'conflict';

/** An order that cannot be carried out; nothing was changed. */
export class OrderRefused extends Error {
  override readonly name = 'OrderRefused';

  constructor(
    readonly problems: readonly Problem[],
    readonly kind: OrderProblem = 'invalid',
  ) {
    super(problems.map(({ message }) => message).join('; '));
  }
}

/** Refuses for one reason. */
export const refusedOrder = (message: string, member?: string): OrderRefused =>
  new OrderRefused([{ message, ...(member !== undefined && { member }) }]);

/** Refuses since what the order names is not there. */
export const unknownInOrder = (message: string): OrderRefused =>
  new OrderRefused([{ message }], 'unknown');

/** Refuses since what the order names is in no state for it. */
export const conflictWithOrder = (message: string): OrderRefused =>
  new OrderRefused([{ message }], 'conflict');

/** The order, or a part of one, as its schema has it. Throws `OrderRefused` with every problem. */
export function parsedOrder<T extends z.ZodType>(schema: T, given: unknown): z.output<T> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new OrderRefused(
    parsed.error.issues.map(({ path, message }) => ({ member: path.join('.'), message })),
  );
}
