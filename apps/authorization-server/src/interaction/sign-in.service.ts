import { Inject, Injectable } from '@nestjs/common';
import { accessDenied, invalidRequest } from '@sandbank/oauth';
import { Clock } from '@sandbank/platform';
import { CustomerService, type SentCode, type Tried } from '../customer/customer.service.js';
import type { Attempter } from '../customer/sign-in-throttle.js';
import { BrowserBinding } from './browser-binding.js';
import { codeFailuresMax, passwordFailuresMax, type Interaction } from './interaction.js';
import { InteractionService } from './interaction.service.js';
import { InteractionStore } from './interaction.store.js';
import { linkedTo } from './requested-consent.js';
import type { Step } from './step.js';

const couldNotSignIn = () => accessDenied('the customer could not sign in');

/** Takes a customer from arrival to the consent page: password, then one-time code. */
@Injectable()
export class SignInService {
  constructor(
    @Inject(InteractionStore) private readonly interactions: InteractionStore,
    @Inject(InteractionService) private readonly journeys: InteractionService,
    @Inject(CustomerService) private readonly customers: CustomerService,
    @Inject(BrowserBinding) private readonly binding: BrowserBinding,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Checks the password. Resolves to the browser's new secret when it was right (a login is a change of
   * privilege); after five wrong ones the customer goes back.
   */
  async signIn(
    { issuer, interaction, browserSecret, callId }: Step,
    who: Attempter,
    password: string,
  ): Promise<Tried<string>> {
    const tried = await this.customers.authenticate(who, password);
    if (tried.outcome === 'early') return tried;
    const { id } = interaction;
    if (tried.outcome === 'right') {
      const next = this.binding.secretAfterSignIn(id, browserSecret);
      if (await this.interactions.acceptPassword(id, tried.value, next, passwordFailuresMax)) {
        return { outcome: 'right', value: next };
      }
      throw invalidRequest('this step was already taken');
    }
    const failures = await this.interactions.refusePassword(id);
    if (failures === undefined || failures < passwordFailuresMax) return tried;
    return this.journeys.sendBack(issuer, interaction, couldNotSignIn(), callId);
  }

  /** Checks the one-time code; after three wrong ones the customer goes back. A wrong one tells how many tries are left. */
  async confirmCode(
    { issuer, interaction, callId }: Step,
    who: Attempter,
    typed: string,
  ): Promise<Tried<undefined> & { readonly left?: number }> {
    const { id } = interaction;
    const tried = await this.customers.confirm(who, sentCodeOf(interaction), typed);
    if (tried.outcome === 'early') return tried;
    if (tried.outcome === 'right') {
      const now = this.clock.now();
      if (await this.interactions.acceptCode(id, now, codeFailuresMax)) return tried;
    }
    const failures = await this.interactions.refuseCode(id);
    // Another form was first: the customer goes on from where it led.
    if (failures === undefined) return { outcome: 'right', value: undefined };
    if (failures < codeFailuresMax) return { outcome: 'wrong', left: codeFailuresMax - failures };
    return this.journeys.sendBack(issuer, interaction, couldNotSignIn(), callId);
  }

  /** The code as the customer's phone shows it. */
  oneTimeCode(interaction: Interaction): string {
    return this.customers.oneTimeCode(sentCodeOf(interaction));
  }
}

const sentCodeOf = ({ id, customer, request }: Interaction): SentCode => ({
  interactionId: id,
  fixedCode: customer?.fixedCode,
  linkedTo: linkedTo(request),
});
