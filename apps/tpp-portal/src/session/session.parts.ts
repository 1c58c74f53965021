import { SessionService } from './session.service.js';

/** What knows a browser again. */
export const sessionParts = {
  controllers: [],
  providers: [SessionService],
};
