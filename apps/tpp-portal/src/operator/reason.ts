import { z } from 'zod';

/** Why an operator does something, as the control API takes it: 1 to 200 printable characters on one line. */
export const reasonGiven = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u);
