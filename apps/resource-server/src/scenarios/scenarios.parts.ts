import { AccountClosingSweeper } from './account-closing.sweeper.js';
import { ScenariosService } from './scenarios.service.js';

/** What the bank does to some customers on purpose. */
export const scenariosParts = {
  controllers: [],
  providers: [ScenariosService, AccountClosingSweeper],
};
