import { StartUrlContinuation } from './start-url.continuation.js';
import { StartController } from './start.controller.js';

/** The start URL, at which a customer’s browser begins a journey by itself. */
export const startParts = {
  controllers: [StartController],
  providers: [StartUrlContinuation],
};
