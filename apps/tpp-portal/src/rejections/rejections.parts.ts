import { ClientTokens } from './client-token.js';
import { RejectionsController } from './rejections.controller.js';
import { RejectionsService } from './rejections.service.js';

/** Why banks refused the demo app. */
export const rejectionsParts = {
  controllers: [RejectionsController],
  providers: [ClientTokens, RejectionsService],
};
