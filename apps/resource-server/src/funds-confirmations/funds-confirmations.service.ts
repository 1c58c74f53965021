import { Inject, Injectable } from '@nestjs/common';
import { domesticVrp, fundsConfirmation, isAtMost, type ResourceConsent } from '@sandbank/consent';
import { Clock } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import type { z } from 'zod';
import { apiPath } from '../access/account-information.decorator.js';
import { FundsService } from '../consents/funds.service.js';
import { isoDateTime } from '../open-banking/date-time.js';
import { onePage, type Envelope } from '../open-banking/envelope.js';
import { namedConsent } from '../open-banking/named-consent.js';
import {
  brokenLimits,
  invalidField,
  notCovered,
  wrongConsentStatus,
} from '../open-banking/open-banking-error.js';
import { parseBody } from '../open-banking/request-body.js';
import { narrowedToToken } from '../open-banking/narrowed-to-token.js';
import type {
  fundsConfirmationSchema,
  vrpFundsConfirmationSchema,
} from './funds-confirmations.schema.js';
import { FundsConfirmationsStore } from './funds-confirmations.store.js';
import { fundsQuestionSchema, vrpFundsQuestionSchema } from './funds-question.js';

type Confirmation = z.output<typeof fundsConfirmationSchema>;
type VrpConfirmation = z.output<typeof vrpFundsConfirmationSchema>;

/** Tells whether an account holds a sum, yes or no, to apps whose customers allow the question. */
@Injectable()
export class FundsConfirmationsService {
  constructor(
    @Inject(FundsConfirmationsStore) private readonly store: FundsConfirmationsStore,
    @Inject(FundsService) private readonly funds: FundsService,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Under a consent to such questions. */
  async confirm(
    body: unknown,
    authorization: ResourceAuthorization,
  ): Promise<Envelope<Confirmation>> {
    const { Data } = parseBody(fundsQuestionSchema, body);
    const consent = namedConsent(authorization, Data.ConsentId);
    const { consent: agreed } = narrowedToToken(fundsConfirmation, consent);
    const now = this.clock.now();
    const { ExpirationDateTime: end } = agreed;
    if (end !== undefined && now >= new Date(end)) {
      throw notCovered('the access token stands for no such question any more', 'Authorization');
    }
    const { Identification: identification } = agreed.DebtorAccount;
    const { interactionId, baseUrl, bank } = authorization;
    const asked = { question: Data, consent, identification, interactionId, now };
    const { id, isYes } = await this.store.answer(asked);
    const self = `${baseUrl}/${bank}/${apiPath}/cbpii/funds-confirmations/${id}`;
    const { Reference, InstructedAmount } = Data;
    const CreationDateTime = isoDateTime(now);
    const named = { FundsConfirmationId: id, ConsentId: consent.consentId, CreationDateTime };
    return onePage({ ...named, FundsAvailable: isYes, Reference, InstructedAmount }, self);
  }

  /** Before a payment within limits, about no more than one payment may be. */
  async confirmVrp(
    consentId: string,
    body: unknown,
    authorization: ResourceAuthorization,
  ): Promise<Envelope<VrpConfirmation>> {
    const consent = await this.funds.ofToken(consentId, authorization);
    const { Data } = parseBody(vrpFundsQuestionSchema, body);
    this.assertAllowed(consent, Data);
    const now = this.clock.now();
    const { interactionId, baseUrl, bank } = authorization;
    const asked = { question: Data, consent, identification: undefined, interactionId, now };
    const { id, isYes } = await this.store.answer(asked);
    const resource = `${baseUrl}/${bank}/${apiPath}/pisp/domestic-vrp-consents`;
    const at = isoDateTime(now);
    const { Reference, InstructedAmount } = Data;
    const confirmation = {
      ...{ FundsConfirmationId: id, ConsentId: consent.consentId, CreationDateTime: at },
      ...(Reference !== undefined && { Reference }),
      FundsAvailableResult: {
        FundsAvailableDateTime: at,
        FundsAvailable: isYes ? ('Available' as const) : ('NotAvailable' as const),
      },
      InstructedAmount,
    };
    return onePage(confirmation, `${resource}/${consent.consentId}/funds-confirmation`);
  }

  private assertAllowed(
    consent: ResourceConsent,
    { ConsentId, InstructedAmount }: z.output<typeof vrpFundsQuestionSchema>['Data'],
  ): void {
    if (ConsentId.toLowerCase() !== consent.consentId) {
      throw invalidField('the path names another consent', 'Data.ConsentId', ConsentId);
    }
    if (consent.status !== 'AUTHORISED') {
      throw wrongConsentStatus('the consent stands for no question any more', 'ConsentId');
    }
    const { MaximumIndividualAmount } = narrowedToToken(domesticVrp, consent).consent
      .ControlParameters;
    if (isAtMost(InstructedAmount, MaximumIndividualAmount)) return;
    const place = 'Data.ControlParameters.MaximumIndividualAmount';
    throw brokenLimits('no payment of this consent may be as large', place);
  }
}
