import { Inject, Injectable } from '@nestjs/common';
import { ConsentStore, type Act } from '@sandbank/consent';
import { invalidRequest, invalidRequestUri, traceTo } from '@sandbank/oauth';
import { Clock, Database } from '@sandbank/platform';
import { DecisionRecords } from '../audit/decision-records.js';
import { responseUrl, redirectOf } from '../authorization/authorization-response.js';
import type { Issuer } from '../issuer/issuer.js';
import { newOpaqueValue } from '../opaque-reference.js';
import { AuthorizationCodeStore } from '../token/authorization-code.store.js';
import { ApprovalService } from './approval.service.js';
import { BrowserBinding } from './browser-binding.js';
import type { Interaction } from './interaction.js';
import { InteractionStore } from './interaction.store.js';

/** Turns a customer's yes or no into what is stored, all of it or nothing. */
@Injectable()
export class DecisionService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(InteractionStore) private readonly interactions: InteractionStore,
    @Inject(ConsentStore) private readonly consents: ConsentStore,
    @Inject(ApprovalService) private readonly approvals: ApprovalService,
    @Inject(AuthorizationCodeStore) private readonly codes: AuthorizationCodeStore,
    @Inject(BrowserBinding) private readonly binding: BrowserBinding,
    @Inject(DecisionRecords) private readonly records: DecisionRecords,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * The customer allowed access to these accounts: uses up the request, makes or changes the grant, makes consent and
   * code, in one transaction. Resolves to the URL that carries the code to the app.
   */
  async allow(
    issuer: Issuer,
    interaction: Interaction,
    browserSecret: string,
    accountIds: readonly string[],
    interactionId: string,
  ): Promise<string> {
    const { request, customer, authenticatedAt } = interaction;
    if (customer === undefined || authenticatedAt === undefined) {
      throw invalidRequest('the customer has not signed in');
    }
    const redirect = redirectOf(issuer, request.parameters);
    const now = this.clock.now();
    const code = newOpaqueValue(
      now,
      this.binding.codeSecret(interaction.id, browserSecret, accountIds),
    );
    const codeExpiresAt = new Date(
      now.getTime() + issuer.profile.limits.authorizationCodeSeconds * 1000,
    );
    const isFirst = await this.database.transaction(async (transaction) => {
      if (!(await this.interactions.complete(interaction, 'allowed', now, transaction))) {
        return false;
      }
      const act = actOf(now, customer.id, interactionId);
      const yes = { issuer, request, customerId: customer.id, accountIds, codeExpiresAt, act };
      const grantId = await this.approvals.approve(yes, transaction);
      traceTo({ grantId });
      const approved = { request, grantId, customerId: customer.id, authenticatedAt };
      await this.codes.insert(code, approved, codeExpiresAt, transaction);
      const taken = { interaction, decision: 'allowed', now, interactionId, grantId } as const;
      await this.records.tell({ ...taken, accountIds }, transaction);
      return true;
    });
    if (!isFirst) return this.allowedBefore(issuer, interaction, browserSecret, accountIds);
    return responseUrl(redirect, { code: code.value });
  }

  /**
   * The same decision of the same browser again, because the first answer was lost in a double click: the same URL, as
   * long as nobody has used its code. Throws `invalid_request_uri` in every other case.
   */
  async allowedBefore(
    issuer: Issuer,
    { id, request }: Interaction,
    browserSecret: string,
    accountIds: readonly string[],
  ): Promise<string> {
    const decided = await this.interactions.find(id, issuer.slug, browserSecret);
    if (decided?.outcome?.decision !== 'allowed') throw alreadyAnswered();
    const secret = this.binding.codeSecret(id, browserSecret, accountIds);
    const { value } = newOpaqueValue(decided.outcome.at, secret);
    const code = await this.codes.find(issuer.slug, value);
    const isOpen = code !== undefined && !code.consumed && code.expiresAt > this.clock.now();
    if (!isOpen) throw alreadyAnswered();
    return responseUrl(redirectOf(issuer, request.parameters), { code: value });
  }

  /**
   * The customer said no, or the journey ended: uses up the request and rejects the consent that it made. One that it
   * names is rejected by its customer's no alone, and what was agreed to before stays as it was.
   */
  async refuse(
    interaction: Interaction,
    reason: string,
    answer: CustomersAnswer,
    interactionId: string,
  ): Promise<void> {
    const now = this.clock.now();
    const { consentId, named } = interaction.request;
    const isAnswered = named === undefined || (named.kind === 'lodged' && answer === 'no');
    await this.database.transaction(async (transaction) => {
      const completed = await this.interactions.complete(interaction, 'refused', now, transaction);
      if (!completed) throw alreadyAnswered();
      const taken = { interaction, decision: 'refused', now, interactionId, reason } as const;
      await this.records.tell(taken, transaction);
      if (consentId === undefined || !isAnswered) return;
      const act = actOf(now, interaction.customer?.id, interactionId);
      await this.consents.reject(consentId, { ...act, reason }, transaction);
    });
  }
}

/** What a customer who signed in said where a request ends without a yes: no, or nothing at all. */
export type CustomersAnswer = 'no' | 'none';

/** A request that has had its answer has it for good. */
export const alreadyAnswered = () =>
  invalidRequestUri('this request was already answered').citing('RFC9126-7.3');

function actOf(now: Date, customerId: string | undefined, interactionId: string): Act {
  return {
    now,
    by: customerId === undefined ? 'authorization-server' : `customer:${customerId}`,
    surface: 'consent-page',
    interactionId,
  };
}
