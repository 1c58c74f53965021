import { IdempotencySweeper } from './idempotency.sweeper.js';

/** What is carried out once, however often it is asked for. */
export const idempotencyParts = {
  controllers: [],
  providers: [IdempotencySweeper],
};
