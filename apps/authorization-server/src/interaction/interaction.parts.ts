import { ApprovalService } from './approval.service.js';
import { Attempters } from './attempters.js';
import { BankAccountsClient } from './bank-accounts.client.js';
import { BrowserBinding } from './browser-binding.js';
import { CodeController } from './code.controller.js';
import { ConsentController } from './consent.controller.js';
import { DecisionService } from './decision.service.js';
import { InteractionSteps } from './interaction-steps.js';
import { InteractionService } from './interaction.service.js';
import { InteractionStore } from './interaction.store.js';
import { LoginController } from './login.controller.js';
import { SignInService } from './sign-in.service.js';

/** What a customer meets on the way to a decision: sign-in, code, choice of accounts. */
export const interactionParts = {
  controllers: [LoginController, CodeController, ConsentController],
  providers: [
    InteractionSteps,
    InteractionService,
    SignInService,
    BrowserBinding,
    InteractionStore,
    DecisionService,
    ApprovalService,
    BankAccountsClient,
    Attempters,
  ],
};
