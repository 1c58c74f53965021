import { ConnectContinuation } from './connect.continuation.js';
import { Continuations } from './continuations.js';
import { JourneyLog } from './journey-log.js';
import { JourneyController } from './journey.controller.js';
import { JourneyService } from './journey.service.js';
import { StepUpService } from './step-up.js';

/** From the wish to share accounts to the tokens. */
export const journeyParts = {
  controllers: [JourneyController],
  providers: [ConnectContinuation, Continuations, JourneyLog, JourneyService, StepUpService],
};
