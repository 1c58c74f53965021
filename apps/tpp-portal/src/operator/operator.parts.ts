import { OperatedClients } from './clients.js';
import { ControlClient } from './control.client.js';
import { OperatorActs } from './operator-acts.js';
import { OperatorBanks } from './operator-banks.js';
import { OperatorClientsController } from './operator-clients.controller.js';
import { OperatorKeysController } from './operator-keys.controller.js';
import { OperatorRecordController } from './operator-record.controller.js';
import { OperatorSearchController } from './operator-search.controller.js';
import { OperatorOverviewController } from './overview.controller.js';
import { RegisterClient } from './register.client.js';

/** The console of those who run the sandbox. */
export const operatorParts = {
  controllers: [
    OperatorOverviewController,
    OperatorClientsController,
    OperatorKeysController,
    OperatorRecordController,
    OperatorSearchController,
  ],
  providers: [ControlClient, OperatedClients, OperatorActs, OperatorBanks, RegisterClient],
};
