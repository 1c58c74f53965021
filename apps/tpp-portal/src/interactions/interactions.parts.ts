import { InteractionsController } from './interactions.controller.js';

/** One interaction id, wherever in a member’s applications it is. */
export const interactionsParts = {
  controllers: [InteractionsController],
  providers: [],
};
