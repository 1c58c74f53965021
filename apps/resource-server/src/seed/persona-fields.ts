import { z } from 'zod';

/** What an editor tells of a member. */
export const told = (description: string) => ({ description });
/** The short name of an account, for habits. */
export const key = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'a short name in lower case')
  .meta(told('The short name of an account, for habits.'));
/** Never below zero. */
export const amount = z.string().regex(/^\d{1,7}\.\d{2}$/, 'an amount such as "12.50"');
/** Below zero as well. */
export const signedAmount = z.string().regex(/^-?\d{1,7}\.\d{2}$/, 'an amount such as "-12.50"');
/** A name or a few words. */
export const label = z.string().min(1).max(70);
