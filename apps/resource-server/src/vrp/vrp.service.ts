import { Inject, Injectable } from '@nestjs/common';
import { brokenParameter, differingPart, domesticVrp } from '@sandbank/consent';
import { Clock } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { apiPath } from '../access/account-information.decorator.js';
import { idempotencyKeyOf, keyWasUsed } from '../idempotency/idempotency-key.js';
import { onePage, type Envelope } from '../open-banking/envelope.js';
import { narrowedToToken } from '../open-banking/narrowed-to-token.js';
import { namedConsent } from '../open-banking/named-consent.js';
import {
  brokenLimits,
  consentDiffers,
  type OpenBankingError,
} from '../open-banking/open-banking-error.js';
import { ownResource } from '../open-banking/own-resource.js';
import { assertPayable } from '../payments/payable.js';
import { consentIsSpent } from '../payments/payments.store.js';
import { vrpOrder } from './vrp-order.js';
import {
  vrpPaymentDetails,
  vrpResource,
  type VrpPaymentDetails,
  type VrpResource,
  type VrpRow,
} from './vrp.resource.js';
import { VrpStore, type OrderedVrp } from './vrp.store.js';

const endpoint = 'domestic-vrps';

export type VrpEnvelope = Envelope<VrpResource> & { readonly Risk: object };

/** Pays as often as a customer agreed to, within the limits. */
@Injectable()
export class VrpService {
  constructor(
    @Inject(VrpStore) private readonly store: VrpStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Carries an order out; an order that comes again under its key finds its payment as it stands now. */
  async pay(
    body: unknown,
    idempotencyKey: string | undefined,
    authorization: ResourceAuthorization,
  ): Promise<VrpEnvelope> {
    const key = idempotencyKeyOf(idempotencyKey);
    const order = vrpOrder(body);
    const consent = namedConsent(authorization, order.Data.ConsentId);
    const details = narrowedToToken(domesticVrp, consent);
    const { interactionId } = authorization;
    const now = this.clock.now();
    const ordered = { endpoint, order, key, consent, details, interactionId, now };
    const refusal = refusalOf(ordered);
    const placed = refusal === undefined ? await this.placed(ordered) : undefined;
    return this.answer(placed ?? (await this.orderedBefore(ordered, refusal)), authorization);
  }

  /** A payment, for the client that ordered it. */
  async payment(paymentId: string, authorization: ResourceAuthorization): Promise<VrpEnvelope> {
    return this.answer(await this.found(paymentId, authorization), authorization);
  }

  /** Every status of it. */
  async details(
    paymentId: string,
    authorization: ResourceAuthorization,
  ): Promise<Envelope<VrpPaymentDetails>> {
    const row = await this.found(paymentId, authorization);
    const self = `${this.urlOf(row, authorization)}/payment-details`;
    return onePage(vrpPaymentDetails(await this.store.history(row.id)), self);
  }

  private found(paymentId: string, authorization: ResourceAuthorization): Promise<VrpRow> {
    return ownResource('DomesticVRPId', paymentId, authorization, (id, bank) =>
      this.store.find(id, bank),
    );
  }

  /** Places the payment; undefined when something was ordered under this key before. */
  private async placed(ordered: OrderedVrp): Promise<VrpRow | undefined> {
    const parties = await this.store.parties(ordered);
    const { Initiation, Instruction } = ordered.order.Data;
    const { InstructedAmount } = Instruction;
    const { DebtorAccount } = Initiation;
    assertPayable(parties, { InstructedAmount, DebtorAccount }, 'Data.Instruction');
    return this.store.place(ordered, parties);
  }

  /** What this key stands for; the refusal, or 400 when it stands for another order. */
  private async orderedBefore(
    ordered: OrderedVrp,
    refusal: OpenBankingError | undefined,
  ): Promise<VrpRow> {
    const known = await this.store.underKey(ordered);
    if (known?.isTheSame === true) return known.payment;
    if (refusal !== undefined) throw refusal;
    if (known === undefined) throw consentIsSpent();
    throw keyWasUsed(ordered.key);
  }

  private answer(row: VrpRow, authorization: ResourceAuthorization): VrpEnvelope {
    const { Data, Links, Meta } = onePage(vrpResource(row), this.urlOf(row, authorization));
    return { Data, Risk: row.risk, Links, Meta };
  }

  private urlOf({ id, bank_slug: bank }: VrpRow, { baseUrl }: ResourceAuthorization): string {
    return `${baseUrl}/${bank}/${apiPath}/pisp/${endpoint}/${id}`;
  }
}

/** Why an order is refused whatever was spent so far; undefined when it is as consented and keeps its parameters. */
function refusalOf({ order, details, now }: OrderedVrp): OpenBankingError | undefined {
  const asked = { ...order.Data, Risk: order.Risk };
  const part = differingPart(details, asked);
  if (part !== undefined) {
    const place = part === 'Risk' ? part : `Data.${part}`;
    return consentDiffers('the payment is not the one that was consented', place);
  }
  const parameter = brokenParameter(details, asked, now);
  if (parameter === undefined) return undefined;
  const problem = `the payment would break ${parameter}`;
  const { Amount } = order.Data.Instruction.InstructedAmount;
  return brokenLimits(problem, `Data.ControlParameters.${parameter}`, Amount);
}
