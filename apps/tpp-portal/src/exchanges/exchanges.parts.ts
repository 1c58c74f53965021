import { ApplicationExchanges } from './application-exchanges.js';
import { ApplicationExchangesController } from './application-exchanges.controller.js';
import { LogStreams, logStreamPace } from './log-streams.js';

/** What applications asked of the banks, from the banks’ records. */
export const exchangesParts = {
  controllers: [ApplicationExchangesController],
  providers: [ApplicationExchanges, LogStreams, logStreamPace],
};
