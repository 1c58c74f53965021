import { Inject, Injectable } from '@nestjs/common';
import { randomToken, uuidV7 } from '@sandbank/crypto';
import { accessDenied, invalidRequest, type OAuthError } from '@sandbank/oauth';
import { Clock, isUuid } from '@sandbank/platform';
import { redirectOf } from '../authorization/authorization-response.js';
import type { PushedRequest } from '../authorization/pushed-request.js';
import { PushedRequestStore } from '../authorization/pushed-request.store.js';
import type { Issuer } from '../issuer/issuer.js';
import { BrowserBinding } from './browser-binding.js';
import { alreadyAnswered, DecisionService, type CustomersAnswer } from './decision.service.js';
import { clearedInteractionCookie } from './interaction-cookie.js';
import { interactionSeconds, type Interaction } from './interaction.js';
import { InteractionStore } from './interaction.store.js';
import type { WantedStep } from './step.js';

/** Begins interactions, finds the one that a browser may go on with, and ends those that lead nowhere. */
@Injectable()
export class InteractionService {
  constructor(
    @Inject(InteractionStore) private readonly interactions: InteractionStore,
    @Inject(PushedRequestStore) private readonly pushedRequests: PushedRequestStore,
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

  /** The interaction that a browser with this secret may look at; throws where there is none, or it was answered. */
  async open(
    issuer: Issuer,
    id: string,
    browserSecret: string,
    wanted: WantedStep,
  ): Promise<Interaction> {
    const found = await this.heldBy(issuer, id, browserSecret, wanted === 'login');
    if (found === undefined) {
      throw browserSecret === '' ? withoutCookie() : notHere();
    }
    const isOver = found.stage === 'completed' || found.request.consumed;
    const answeredToo = wanted === 'decision' || wanted === 'cancel';
    if (isOver && !(answeredToo && found.stage === 'completed')) throw alreadyAnswered();
    return found;
  }

  /** Whether a browser with this secret is the one of that interaction. */
  async isHeldBy(issuer: Issuer, id: string, browserSecret: string): Promise<boolean> {
    return (await this.heldBy(issuer, id, browserSecret, true)) !== undefined;
  }

  /**
   * The interaction to which the request belongs: the first whose browser came back with its cookie. Before, a preview
   * of the link or an app that hands over to the browser may have opened it too (SP-6.4).
   */
  async ownerOf({ id, request }: Interaction): Promise<string> {
    return request.interactionId ?? (await this.pushedRequests.open(request, id)) ?? id;
  }

  /** Ends an interaction whose time is over: the customer goes back to the app. */
  async assertInTime(issuer: Issuer, interaction: Interaction, callId: string): Promise<void> {
    if (interaction.expiresAt > this.clock.now()) return;
    const late = accessDenied('the customer did not answer in time');
    await this.sendBack(issuer, interaction, late, callId);
  }

  /** Whole minutes left, rounded down. */
  minutesLeft({ expiresAt }: Interaction): number {
    return Math.max(0, Math.floor((expiresAt.getTime() - this.clock.now().getTime()) / 60_000));
  }

  /** The sign-in has become too old for a decision. */
  async signInAgain({ id }: Interaction): Promise<void> {
    await this.interactions.signInAgain(id);
  }

  /**
   * Ends the interaction without a consent: throws the error response for the app, and the browser's tie ends.
   * `callId` is the interaction id of the call with which it ends.
   */
  async sendBack(
    issuer: Issuer,
    interaction: Interaction,
    refusal: OAuthError,
    callId: string,
    answer: CustomersAnswer = 'none',
  ): Promise<never> {
    await this.decisions.refuse(interaction, refusal.description, answer, callId);
    throw this.sentBack(issuer, interaction, refusal);
  }

  /** The error response for the app. */
  sentBack(issuer: Issuer, { id, request }: Interaction, refusal: OAuthError): OAuthError {
    return refusal
      .withHeaders({ 'set-cookie': clearedInteractionCookie(id) })
      .redirectedTo(redirectOf(issuer, request.parameters));
  }

  private async heldBy(
    issuer: Issuer,
    id: string,
    browserSecret: string,
    unheardToo: boolean,
  ): Promise<Interaction | undefined> {
    if (!isUuid(id) || browserSecret === '') return undefined;
    return (
      (await this.interactions.find(id, issuer.slug, browserSecret)) ??
      (unheardToo ? await this.unheardSignIn(issuer, id, browserSecret) : undefined)
    );
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
}

const notHere = () => invalidRequest('this step belongs to another browser or has ended');

const withoutCookie = () =>
  invalidRequest('the browser did not send the cookie of this step').citing('SP-6.4-cookie');
