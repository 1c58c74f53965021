import { Inject, Injectable } from '@nestjs/common';
import { CustomerConsents, type CustomerConsent } from '@sandbank/consent';
import { Clock, isUuid } from '@sandbank/platform';
import { OrdersClient, type PlacedOrder } from '../bank-internal/orders.client.js';
import { AppNamesStore } from './app-names.store.js';
import { BankKnowledge } from './bank-knowledge.js';
import { consentItem, isOrdered } from './consent-item.js';
import { isClientId } from './dashboard-pages.js';
import { ownerOf, type Visit } from './dashboard-visits.js';
import type { AppItem, StopModel } from './views/index.js';

/** What a stop is about: the question, `ended` where there is nothing left to stop, undefined where nothing ever was. */
type Question = StopModel | 'ended' | undefined;

/** Gathers what a customer must know before stopping something. */
@Injectable()
export class StopPages {
  constructor(
    @Inject(CustomerConsents) private readonly consents: CustomerConsents,
    @Inject(AppNamesStore) private readonly apps: AppNamesStore,
    @Inject(BankKnowledge) private readonly bank: BankKnowledge,
    @Inject(OrdersClient) private readonly orders: OrdersClient,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** True when there is such a consent of this customer, living or not. */
  async owns(visit: Visit, consentId: string): Promise<boolean> {
    return (await this.found(visit, consentId)) !== undefined;
  }

  /** True when the app holds, or ever held, something from this customer. */
  async knows(visit: Visit, clientId: string): Promise<boolean> {
    return (await this.holdingOf(visit, clientId)) !== undefined;
  }

  async ofConsent(visit: Visit, consentId: string): Promise<Question> {
    const consent = await this.found(visit, consentId);
    if (consent === undefined) return undefined;
    const order = isOrdered(consent) ? await this.orderOf(visit, consentId) : undefined;
    if (consent.endedAt !== undefined && order?.Next === undefined) return 'ended';
    const { paths } = visit;
    return {
      ...(await this.question(visit, [consent], consent.clientId, order)),
      everything: false,
      action: paths.stopConsent(consentId),
      backHref: paths.consent(consentId),
    };
  }

  async ofApp(visit: Visit, clientId: string): Promise<Question> {
    const holding = await this.holdingOf(visit, clientId);
    if (holding !== 'living') return holding;
    const all = await this.consents.current(ownerOf(visit), this.clock.now());
    const held = all.filter((consent) => consent.clientId === clientId);
    const { paths } = visit;
    return {
      ...(await this.question(visit, held, clientId)),
      everything: true,
      action: paths.stopApp(clientId),
      backHref: paths.current,
    };
  }

  /** Calls off the order that was placed under a consent; false where there is none, or nothing more to come. */
  async callOff(visit: Visit, consentId: string): Promise<boolean> {
    const consent = await this.found(visit, consentId);
    if (consent === undefined || !isOrdered(consent)) return false;
    return this.orders.cancel(visit.issuer, visit.session.customerId, consentId);
  }

  private orderOf({ issuer, session }: Visit, consentId: string): Promise<PlacedOrder | undefined> {
    return this.orders.find(issuer, session.customerId, consentId);
  }

  private async question(
    visit: Visit,
    consents: readonly CustomerConsent[],
    clientId: string,
    order?: PlacedOrder,
  ) {
    const ids = consents.map(({ consentId }) => consentId);
    const [known, apps] = await Promise.all([
      this.bank.of(visit, ids),
      this.apps.of(visit.issuer.slug, [clientId]),
    ]);
    const app: AppItem = apps.get(clientId) ?? { clientId, name: clientId, withdrawn: true };
    return {
      ...visit.model,
      app,
      consents: consents.map((consent) => consentItem(consent, known, order)),
    };
  }

  private async found(visit: Visit, consentId: string): Promise<CustomerConsent | undefined> {
    if (!isUuid(consentId)) return undefined;
    return (await this.consents.find(ownerOf(visit), consentId, this.clock.now()))?.consent;
  }

  private async holdingOf(visit: Visit, clientId: string) {
    if (!isClientId(clientId)) return undefined;
    return this.consents.holdingOf(ownerOf(visit), clientId, this.clock.now());
  }
}
