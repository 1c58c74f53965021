import { Inject, Injectable } from '@nestjs/common';
import { OAuthError } from '@sandbank/oauth';
import { OrdersClient, type PlacedOrder } from '../bank-internal/orders.client.js';
import { QuestionsClient, type QuestionPage } from '../bank-internal/questions.client.js';
import { ReceiptsClient, type ReceiptPage } from '../bank-internal/receipts.client.js';
import {
  SharedPaymentsClient,
  type SharedPayment,
} from '../bank-internal/shared-payments.client.js';
import { BankAccountsClient, type CustomerAccount } from '../interaction/bank-accounts.client.js';
import type { Visit } from './dashboard-visits.js';
import type { ChosenAccount, LastUse } from './views/index.js';

/** What the bank's resource server knows of a customer; undefined where it did not answer. */
export interface Known {
  readonly accounts: ReadonlyMap<string, CustomerAccount> | undefined;
  readonly lastUses: ReadonlyMap<string, Date> | undefined;
}

type Who = Pick<Visit, 'issuer' | 'session'>;

/** Asks the bank's resource server. Where it does not answer, the dashboard goes on without, and says so. */
@Injectable()
export class BankKnowledge {
  constructor(
    @Inject(BankAccountsClient) private readonly accounts: BankAccountsClient,
    @Inject(ReceiptsClient) private readonly receipts: ReceiptsClient,
    @Inject(QuestionsClient) private readonly questions: QuestionsClient,
    @Inject(SharedPaymentsClient) private readonly payments: SharedPaymentsClient,
    @Inject(OrdersClient) private readonly orders: OrdersClient,
  ) {}

  /** The customer's accounts, and when these consents were last used. */
  async of({ issuer, session }: Who, consentIds: readonly string[]): Promise<Known> {
    const { customerId } = session;
    const [accounts, lastUses] = await Promise.all([
      unlessSilent(this.accounts.accountsOf(issuer, customerId)),
      unlessSilent(this.receipts.lastAccesses(issuer, customerId, consentIds)),
    ]);
    return {
      accounts: accounts && new Map(accounts.map((account) => [account.AccountId, account])),
      lastUses,
    };
  }

  /** Payments from shared accounts that wait for this customer's signature. */
  waitingFor({ issuer, session }: Who): Promise<readonly SharedPayment[] | undefined> {
    return unlessSilent(this.payments.waitingFor(issuer, session.customerId));
  }

  /** The order that was placed under a consent; undefined where there is none, too. */
  orderOf({ issuer, session }: Who, consentId: string): Promise<PlacedOrder | undefined> {
    return unlessSilent(this.orders.find(issuer, session.customerId, consentId));
  }

  /** The orders that were placed under these consents; none is asked for where there are no consents. */
  ordersUnder(
    { issuer, session }: Who,
    consentIds: readonly string[],
  ): Promise<ReadonlyMap<string, PlacedOrder> | undefined> {
    return unlessSilent(this.orders.under(issuer, session.customerId, consentIds));
  }

  /** A page of the questions about funds under one consent. */
  questionsOf(
    { issuer, session }: Who,
    consentId: string,
    before: string | undefined,
  ): Promise<QuestionPage | undefined> {
    const asked = this.questions.of(issuer, session.customerId, consentId, before);
    return unlessSilent(asked);
  }

  /** A page of the receipts of one consent. */
  receiptsOf(
    { issuer, session }: Who,
    consentId: string,
    before: Date | undefined,
  ): Promise<ReceiptPage | undefined> {
    const asked = this.receipts.receiptsOf(issuer, session.customerId, consentId, before);
    return unlessSilent(asked);
  }
}

/** Accounts as the customer knows them; their number alone where the bank does not answer. */
export function accountsInWords(ids: readonly string[], { accounts }: Known): ChosenAccount[] {
  if (accounts === undefined) {
    return ids.length === 0
      ? []
      : [{ name: ids.length === 1 ? '1 account' : `${ids.length} accounts` }];
  }
  return ids.map((id) => {
    const account = accounts.get(id);
    return account === undefined
      ? { name: 'An account that you no longer have' }
      : { name: account.Nickname, maskedNumber: account.MaskedIdentification };
  });
}

export const lastUseOf = (consentId: string, { lastUses }: Known): LastUse =>
  lastUses === undefined ? 'unknown' : (lastUses.get(consentId) ?? 'never');

/** The answer, or undefined where the bank's resource server gives none. */
export async function unlessSilent<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof OAuthError && error.error === 'temporarily_unavailable') return undefined;
    throw error;
  }
}
