import { ApplicationRejectionsController } from './application-rejections.controller.js';
import { ClientTokens } from './client-token.js';
import { RejectionsController } from './rejections.controller.js';
import { RejectionsService } from './rejections.service.js';

/** Why banks refused the demo app, and applications. */
export const rejectionsParts = {
  controllers: [RejectionsController, ApplicationRejectionsController],
  providers: [ClientTokens, RejectionsService],
};
