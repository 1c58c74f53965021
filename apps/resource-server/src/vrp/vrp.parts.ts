import { VrpController } from './vrp.controller.js';
import { VrpService } from './vrp.service.js';
import { VrpStore } from './vrp.store.js';

/** Payments that an app makes by itself, within limits. */
export const vrpParts = {
  controllers: [VrpController],
  providers: [VrpService, VrpStore],
};
