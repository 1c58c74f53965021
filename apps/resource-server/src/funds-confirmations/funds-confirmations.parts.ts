import {
  FundsConfirmationsController,
  VrpFundsController,
} from './funds-confirmations.controller.js';
import { FundsConfirmationsService } from './funds-confirmations.service.js';
import { FundsConfirmationsStore } from './funds-confirmations.store.js';

/** Whether an account holds a sum: yes or no, and who asked. */
export const fundsConfirmationsParts = {
  controllers: [FundsConfirmationsController, VrpFundsController],
  providers: [FundsConfirmationsService, FundsConfirmationsStore],
};
