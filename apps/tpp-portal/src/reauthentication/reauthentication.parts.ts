import { ConsentStanding } from './consent-standing.js';
import { ReauthenticateContinuation } from './reauthenticate.continuation.js';
import { ReauthenticationController } from './reauthentication.controller.js';
import { ReauthenticationService } from './reauthentication.service.js';

/** A new sign-in for a consent that the bank has suspended. */
export const reauthenticationParts = {
  controllers: [ReauthenticationController],
  providers: [ConsentStanding, ReauthenticateContinuation, ReauthenticationService],
};
