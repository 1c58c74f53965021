import { Inject, Injectable } from '@nestjs/common';
import {
  authorizationDetailsType,
  CustomerConsents,
  type CustomerConsent,
} from '@sandbank/consent';
import { Clock, isUuid } from '@sandbank/platform';
import { AppNamesStore } from './app-names.store.js';
import { BankKnowledge } from './bank-knowledge.js';
import { consentItem, isOrdered } from './consent-item.js';
import { transitionInWords } from './consent-words.js';
import { ownerOf, type Visit } from './dashboard-visits.js';
import { questionsInWords } from './question-items.js';
import { momentIn, receiptsInWords } from './receipt-items.js';
import { orderTransitions } from './order-words.js';
import { sharedPaymentItem } from './shared-payment-item.js';
import type { ConsentDetailsModel, HoldingItem, OverviewModel } from './views/index.js';

const outcomes = ['stopped', 'stopped-before'] as const;

/** Gathers what the pages show: what was agreed, from the consents; accounts and accesses, from the bank. */
@Injectable()
export class DashboardPages {
  constructor(
    @Inject(CustomerConsents) private readonly consents: CustomerConsents,
    @Inject(AppNamesStore) private readonly apps: AppNamesStore,
    @Inject(BankKnowledge) private readonly bank: BankKnowledge,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** What lives; `stopped` may name the app with which everything has just been stopped. */
  async current(visit: Visit, stopped: unknown): Promise<OverviewModel> {
    const [owner, now] = [ownerOf(visit), this.clock.now()];
    const [consents, knowing, waiting, isStopped] = await Promise.all([
      this.consents.current(owner, now),
      this.consents.clientsThatKnow(owner, now),
      this.bank.waitingFor(visit),
      typeof stopped === 'string' && isClientId(stopped)
        ? this.consents.holdingOf(owner, stopped, now).then((holding) => holding === 'ended')
        : false,
    ]);
    const starting = (waiting ?? []).map(({ ClientId }) => ClientId);
    const also = [...knowing, ...starting, ...(isStopped ? [String(stopped)] : [])];
    const shown = await this.holdings(visit, consents, knowing, also);
    const stoppedApp = isStopped ? shown.apps.get(String(stopped))?.name : undefined;
    const bankAnswers = shown.page.bankAnswers && waiting !== undefined;
    const payments = (waiting ?? []).map((one) => sharedPaymentItem(one, shown.apps));
    return { ...visit.model, shows: 'current', ...shown.page, bankAnswers, stoppedApp, payments };
  }

  /** What has ended, page by page. */
  async history(visit: Visit, after: unknown): Promise<OverviewModel> {
    const from = isUuid(after) ? after : undefined;
    const ended = await this.consents.ended(ownerOf(visit), this.clock.now(), from);
    const { page } = await this.holdings(visit, ended.consents, [], []);
    const { history } = visit.paths;
    const olderHref = ended.after === undefined ? undefined : `${history}?after=${ended.after}`;
    return { ...visit.model, shows: 'history', ...page, olderHref, payments: [] };
  }

  /** One consent with its history and receipts; undefined when it is not this customer's. */
  async details(
    visit: Visit,
    consentId: string,
    query: Readonly<Record<string, unknown>>,
  ): Promise<ConsentDetailsModel | undefined> {
    if (!isUuid(consentId)) return undefined;
    const found = await this.consents.find(ownerOf(visit), consentId, this.clock.now());
    if (found === undefined) return undefined;
    const { consent, history } = found;
    const before = momentIn(query['before']);
    const asked = isUuid(query['asked']) ? query['asked'] : undefined;
    const [known, receipts, questions, order, apps] = await Promise.all([
      this.bank.of(visit, [consentId]),
      this.bank.receiptsOf(visit, consentId, before),
      isAboutFunds(consent) ? this.bank.questionsOf(visit, consentId, asked) : undefined,
      isOrdered(consent) ? this.bank.orderOf(visit, consentId) : undefined,
      this.apps.of(visit.issuer.slug, [consent.clientId]),
    ]);
    const app = appIn(apps, consent);
    const item = consentItem(consent, known, order);
    return {
      ...{ ...visit.model, app, consent: item },
      transitions: [
        ...history.map((entry) => transitionInWords(entry, app.name)),
        ...orderTransitions(order),
      ],
      receipts: receiptsInWords(receipts, known, visit.paths.consent(consentId), before),
      ...(isAboutFunds(consent) && {
        questions: questionsInWords(questions, visit.paths.consent(consentId), asked),
      }),
      outcome: item.lives ? undefined : outcomes.find((outcome) => outcome === query['outcome']),
      bankAnswers: known.accounts !== undefined && known.lastUses !== undefined,
    };
  }

  /** Consents under the apps that hold them, in their order; then apps that know the customer and hold none. */
  private async holdings(
    visit: Visit,
    consents: readonly CustomerConsent[],
    knowing: readonly string[],
    also: readonly string[],
  ) {
    const ids = [...consents.map(({ clientId }) => clientId), ...also];
    const [known, orders, apps] = await Promise.all([
      this.bank.of(visit, idsOf(consents)),
      this.bank.ordersUnder(visit, idsOf(consents.filter(isOrdered))),
      this.apps.of(visit.issuer.slug, ids),
    ]);
    const holders = [...new Set([...consents.map(({ clientId }) => clientId), ...knowing])];
    const holdings = holders.map((clientId): HoldingItem => ({
      app: appIn(apps, { clientId }),
      consents: consents
        .filter((consent) => consent.clientId === clientId)
        .map((consent) => consentItem(consent, known, orders?.get(consent.consentId))),
    }));
    const answers = [known.accounts, known.lastUses, orders];
    const bankAnswers = answers.every((answer) => answer !== undefined);
    return { apps, page: { holdings, bankAnswers } };
  }
}

const idsOf = (consents: readonly CustomerConsent[]) => consents.map(({ consentId }) => consentId);

/** True for a consent under which an app may ask whether an account holds a sum, and each question is kept. */
const isAboutFunds = ({ details }: CustomerConsent): boolean => {
  const words = authorizationDetailsType(details.type)?.describe(details);
  return words?.fundsCheck !== undefined || words?.mandate !== undefined;
};

type Apps = Awaited<ReturnType<AppNamesStore['of']>>;

const appIn = (apps: Apps, { clientId }: Pick<CustomerConsent, 'clientId'>) =>
  apps.get(clientId) ?? { clientId, name: clientId, withdrawn: true };

const clientIdLengthMax = 200;

/** What can be an identifier of a client: PostgreSQL cannot even look for U+0000. */
export const isClientId = (text: string): boolean =>
  text.length <= clientIdLengthMax && !text.includes('\0') && text.isWellFormed();
