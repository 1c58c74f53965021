import { WebhooksController } from './webhooks.controller.js';

/** How events reach the applications of developers. */
export const webhooksParts = {
  controllers: [WebhooksController],
  providers: [],
};
