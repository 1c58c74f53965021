import { Inject, Injectable } from '@nestjs/common';
import { randomToken, uuidV7 } from '@sandbank/crypto';
import { accessDenied, invalidRequest, invalidRequestUri } from '@sandbank/oauth';
import { Clock, isUuid } from '@sandbank/platform';
import { redirectOf } from '../authorization/authorization-response.js';
import type { PushedRequest } from '../authorization/pushed-request.js';
import { CustomerService } from '../customer/customer.service.js';
import type { Issuer } from '../issuer/issuer.js';
import { BrowserBinding } from './browser-binding.js';
import { DecisionService } from './decision.service.js';
import {
  codeFailuresMax,
  interactionSeconds,
  passwordFailuresMax,
  type Interaction,
  type InteractionStage,
} from './interaction.js';
import { InteractionStore } from './interaction.store.js';

/** What a customer types to sign in. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Takes a customer from arrival to the consent page. */
@Injectable()
export class InteractionService {
  constructor(
    @Inject(InteractionStore) private readonly interactions: InteractionStore,
    @Inject(CustomerService) private readonly customers: CustomerService,
    @Inject(DecisionService) private readonly decisions: DecisionService,
    @Inject(BrowserBinding) private readonly binding: BrowserBinding,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Starts an interaction for one browser, which will know it by the secret. */
  async begin(
    issuer: Issuer,
    request: PushedRequest,
  ): Promise<{ id: string; browserSecret: string }> {
    const now = this.clock.now();
    const id = uuidV7(now);
    const browserSecret = randomToken();
    const expiresAt = new Date(now.getTime() + interactionSeconds * 1000);
    await this.interactions.insert(id, { ...request, bank: issuer.slug }, browserSecret, expiresAt);
    return { id, browserSecret };
  }

  /**
   * The interaction that this browser may go on with. One whose time is over ends here: the customer goes
   * back to the app with `access_denied`.
   */
  async open(
    issuer: Issuer,
    id: string,
    browserSecret: string,
    stage: InteractionStage | 'any',
  ): Promise<Interaction> {
    if (!isUuid(id)) throw notHere();
    const found =
      (await this.interactions.find(id, issuer.slug, browserSecret)) ??
      (stage === 'login' ? await this.unheardSignIn(issuer, id, browserSecret) : undefined);
    if (found === undefined) throw notHere();
    if (found.stage === 'completed' || found.request.consumed) {
      throw invalidRequestUri('this request was already answered').citing('RFC9126-7.3');
    }
    if (found.expiresAt <= this.clock.now()) {
      return this.sendBack(issuer, found, 'the customer did not answer in time');
    }
    return found;
  }

  /**
   * A sign-in whose answer, with the new secret, never arrived: to the browser that still holds the old one the
   * customer has yet to sign in.
   */
  private async unheardSignIn(
    issuer: Issuer,
    id: string,
    browserSecret: string,
  ): Promise<Interaction | undefined> {
    const next = this.binding.secretAfterSignIn(id, browserSecret);
    const found = await this.interactions.find(id, issuer.slug, next);
    return found?.stage === 'code' ? { ...found, stage: 'login', customer: undefined } : undefined;
  }

  /** Whole minutes left, rounded down. */
  minutesLeft({ expiresAt }: Interaction): number {
    return Math.max(0, Math.floor((expiresAt.getTime() - this.clock.now().getTime()) / 60_000));
  }

  /**
   * Checks the password. Resolves to the browser's new secret when it was right (a login is a change of
   * privilege), to undefined when it was wrong; after five wrong ones the customer goes back.
   */
  async signIn(
    issuer: Issuer,
    interaction: Interaction,
    browserSecret: string,
    { username, password }: Credentials,
  ): Promise<string | undefined> {
    const customerId = await this.customers.authenticated(issuer.slug, username, password);
    if (customerId !== undefined) {
      const next = this.binding.secretAfterSignIn(interaction.id, browserSecret);
      const { id } = interaction;
      if (await this.interactions.acceptPassword(id, customerId, next, passwordFailuresMax)) {
        return next;
      }
      throw invalidRequest('this step was already taken');
    }
    const failures = await this.interactions.refusePassword(interaction.id);
    if (failures === undefined || failures < passwordFailuresMax) return undefined;
    return this.sendBack(issuer, interaction, 'the customer could not sign in');
  }

  /** Checks the one-time code. Resolves to undefined when it was right, else to how many tries are left. */
  async confirmCode(
    issuer: Issuer,
    interaction: Interaction,
    typed: string,
  ): Promise<number | undefined> {
    const fixedCode = interaction.customer?.fixedCode;
    if (this.customers.codeMatches(interaction.id, fixedCode, typed)) {
      const now = this.clock.now();
      if (await this.interactions.acceptCode(interaction.id, now, codeFailuresMax))
        return undefined;
    }
    const failures = await this.interactions.refuseCode(interaction.id);
    // Another form was first: the customer goes on from where it led.
    if (failures === undefined) return undefined;
    if (failures < codeFailuresMax) return codeFailuresMax - failures;
    return this.sendBack(issuer, interaction, 'the customer could not sign in');
  }

  /** The code as the customer's phone shows it. */
  oneTimeCode({ id, customer }: Interaction): string {
    return this.customers.oneTimeCode(id, customer?.fixedCode);
  }

  /** Ends the interaction without a consent: throws the error response for the app. */
  async sendBack(issuer: Issuer, interaction: Interaction, reason: string): Promise<never> {
    await this.decisions.refuse(interaction, reason);
    throw accessDenied(reason).redirectedTo(redirectOf(issuer, interaction.request.parameters));
  }
}

const notHere = () => invalidRequest('this step belongs to another browser or has ended');
