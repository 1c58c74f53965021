import { z } from 'zod';

/** For how many days a journey is shared. */
export const shareWish = z.strictObject({
  days: z.union([z.literal(1), z.literal(7), z.literal(30)]).default(7),
});
