import { randomUUID } from 'node:crypto';
import { domesticPaymentTypeName, isIban, type Initiation } from '@sandbank/consent';
import { strongCustomerAuthentication } from '@sandbank/oauth';
import type { HeaderFields, HttpsAnswer } from '@sandbank/testing';
import { PaymentEngine } from '../src/payments/engine/payment-engine.js';
import { type Harness } from './harness.js';

/** What a spec wants to be paid. */
export interface PaymentWish {
  readonly amount: string;
  /** First name of the customer and nickname of the account that pays. */
  readonly customer?: string;
  readonly from?: string;
  /** Fourteen digits or an IBAN; the account of a friend at the same bank by default. */
  readonly to?: string;
  readonly currency?: 'GBP' | 'EUR';
  /** The account that the app names to pay from. */
  readonly debtor?: Initiation['DebtorAccount'];
  /** Whether the app asks to be told which account paid. */
  readonly refund?: 'Yes' | 'No';
  readonly clientId?: string;
  /** What else the app says of the payment. */
  readonly more?: Partial<Initiation>;
  /** Whose approval the app counts on. */
  readonly authorisation?: 'Any' | 'Single';
}

/** A payment that a customer agreed to, and a token for it. */
export interface AgreedPayment {
  readonly consentId: string;
  readonly grantId: string;
  readonly customerId: string;
  readonly clientId: string;
  readonly accountId: string;
  readonly token: string;
  readonly initiation: Initiation;
  readonly order: { Data: { ConsentId: string; Initiation: Initiation }; Risk: object };
}

export const strangersAccount = '40000012345678';

/** Number of the account with this nickname. */
export async function numberOf(bank: Harness, nickname: string): Promise<string> {
  const [row] = await bank.test.query<{ identification: string }>(
    'SELECT identification FROM resource_server.account WHERE nickname = $1',
    [nickname],
  );
  return row!.identification;
}

/** A customer agrees at the bank to one payment, at this moment of the clock, and the client gets a token. */
export async function agree(bank: Harness, wish: PaymentWish): Promise<AgreedPayment> {
  const { customer = 'Maya', from = 'Everyday', clientId = 'client-tally' } = wish;
  const [consentId, grantId] = [randomUUID(), randomUUID()];
  const customerId = bank.customerId(customer);
  const accountId = await bank.accountId(from);
  const to = wish.to ?? (await numberOf(bank, 'Student account'));
  const initiation: Initiation = {
    InstructionIdentification: 'T-1',
    EndToEndIdentification: 'E2E-1',
    InstructedAmount: { Amount: wish.amount, Currency: wish.currency ?? 'GBP' },
    ...(wish.debtor !== undefined && { DebtorAccount: wish.debtor }),
    CreditorAccount: {
      SchemeName: isIban(to) ? 'UK.OBIE.IBAN' : 'UK.OBIE.SortCodeAccountNumber',
      Identification: to,
      Name: 'A Friend',
    },
    RemittanceInformation: { Unstructured: ['Dinner'] },
    ...wish.more,
  };
  const details = {
    type: domesticPaymentTypeName,
    locations: [bank.aisp.replace('/aisp', '/pisp')],
    consent: {
      ...(wish.refund !== undefined && { ReadRefundAccount: wish.refund }),
      ...(wish.authorisation !== undefined && {
        Authorisation: { AuthorisationType: wish.authorisation },
      }),
      ...{ Initiation: initiation, Risk: {} },
    },
  };
  const now = bank.clock.now();
  const later = new Date(now.getTime() + 600_000);
  const act = { now, by: `client:${clientId}`, surface: 'pushed-request' } as const;
  await bank.consents.createAwaiting([
    { consentId, bank: 'harbour', clientId, requested: details, authoriseBy: later, act },
  ]);
  const agreed = await bank.consents.authorise({
    ...{ grantId, bank: 'harbour', clientId, customerId, scopes: ['payments'], claimBy: later },
    consents: [{ consentId, granted: details, accountIds: [accountId] }],
    act: { now, by: `customer:${customerId}`, surface: 'consent-page' },
  });
  if (!agreed) throw new Error('the payment was not agreed to');
  await bank.consents.claimGrant(grantId, now);
  const agreement = { consentId, grantId, customerId, clientId, accountId, initiation };
  const order = { Data: { ConsentId: consentId, Initiation: initiation }, Risk: {} };
  const token = await tokenFor(bank, { ...agreement, details }, bank.clock.nowSeconds());
  return { ...agreement, order, token };
}

function tokenFor(
  bank: Harness,
  agreed: Omit<AgreedPayment, 'token' | 'order'> & { readonly details: object },
  authTime: number,
): Promise<string> {
  const { consentId, grantId, customerId, clientId, accountId, details } = agreed;
  return bank.token({
    ...{ sub: customerId, client_id: clientId, grant_id: grantId, scope: 'openid payments' },
    ...{ acr: strongCustomerAuthentication, auth_time: authTime },
    authorization_details: [
      { ...details, ConsentId: consentId, Status: 'AUTH', AccountIds: [accountId] },
    ],
  });
}

/** Another token of the same agreement, as a refresh gives it: the sign-in behind it is as old as it was. */
export const refreshed = (
  bank: Harness,
  agreed: AgreedPayment,
  authTime: number,
): Promise<string> =>
  tokenFor(
    bank,
    {
      ...agreed,
      details: {
        type: domesticPaymentTypeName,
        consent: { Initiation: agreed.initiation, Risk: {} },
      },
    },
    authTime,
  );

/** What a spec changes of an order. */
export interface OrderChanges {
  readonly key?: string | undefined;
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: HeaderFields;
}

/** Orders the payment: POST /domestic-payments. */
export function pay(
  bank: Harness,
  agreed: AgreedPayment,
  changes: OrderChanges = {},
): Promise<HttpsAnswer> {
  const { token = agreed.token, body = agreed.order } = changes;
  const key = 'key' in changes ? changes.key : randomUUID();
  return bank.call(pisp(bank, 'domestic-payments'), token, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      ...(key !== undefined && { 'x-idempotency-key': key }),
      ...changes.headers,
    },
  });
}

/** Lets seconds pass, one step each, until no payment has a step to take. */
export async function settle(bank: Harness): Promise<void> {
  while (await walkOn(bank));
}

/** Lets `seconds` pass and every payment that is due take one step; true when any did. */
export async function walkOn(bank: Harness, seconds = 1): Promise<boolean> {
  bank.clock.advance(seconds);
  const moved = await bank.application.get(PaymentEngine).walk(bank.clock.now());
  return moved.length > 0;
}

/** Body of an answer about one payment. */
export interface PaymentBody {
  readonly Data: { readonly DomesticPaymentId: string; readonly Status: string } & Record<
    string,
    unknown
  >;
}

/** Orders the payment, and resolves to its id. */
export async function paid(bank: Harness, agreed: AgreedPayment): Promise<string> {
  const answer = await pay(bank, agreed);
  if (answer.status !== 201) throw new Error(`paying was answered ${answer.status} ${answer.body}`);
  return answer.json<PaymentBody>().Data.DomesticPaymentId;
}

/** GET of a payment or of something below it, with a token of its client. */
export async function look(bank: Harness, path: string): Promise<HttpsAnswer> {
  const client = { sub: 'client-tally', client_id: 'client-tally' };
  const token = await bank.token({ scope: 'payments', ...client });
  return bank.call(pisp(bank, `domestic-payments/${path}`), token);
}

export const pisp = (bank: Harness, path: string): string =>
  `${bank.aisp.replace('/aisp', '/pisp')}/${path}`;

/** The balance of an account in pence. */
export async function balanceOf(bank: Harness, nickname: string): Promise<number> {
  const [row] = await bank.test.query<{ balance_minor: string }>(
    `SELECT b.balance_minor FROM resource_server.account_balance b
     JOIN resource_server.account a ON a.id = b.account_id
     WHERE a.nickname = $1 OR (a.kind = 'internal' AND a.identification = $1)`,
    [nickname],
  );
  return Number(row!.balance_minor);
}

/** What an account has set aside for payments that are on their way, in pence. */
export async function heldOf(bank: Harness, nickname: string): Promise<number> {
  const [row] = await bank.test.query<{ held_minor: string }>(
    `SELECT b.held_minor FROM resource_server.account_balance b
     JOIN resource_server.account a ON a.id = b.account_id WHERE a.nickname = $1`,
    [nickname],
  );
  return Number(row!.held_minor);
}

/**
 * What the books must always show: every journal and the whole at zero, every balance the sum of its entries, what is
 * held the sum of the payments that are on their way.
 */
export async function expectBooksToBalance(bank: Harness): Promise<void> {
  const [sums] = await bank.test.query(
    `SELECT (SELECT sum(amount_minor) FROM resource_server.ledger_entry)::int AS total,
       (SELECT count(*) FROM (SELECT journal_id FROM resource_server.ledger_entry
          GROUP BY journal_id HAVING sum(amount_minor) <> 0) one)::int AS unbalanced,
       (SELECT count(*) FROM resource_server.account_balance b WHERE b.balance_minor <>
          (SELECT coalesce(sum(amount_minor), 0) FROM resource_server.ledger_entry e
           WHERE e.account_id = b.account_id))::int AS wrong,
       (SELECT count(*) FROM resource_server.payment p FULL JOIN resource_server.journal j
          ON j.id = p.journal_id WHERE (j.origin = 'payment') <> (p.id IS NOT NULL))::int AS orphans,
       (SELECT count(*) FROM resource_server.account_balance b WHERE b.held_minor <>
          (SELECT coalesce(sum(p.amount_minor), 0) FROM resource_server.payment p
           WHERE p.debtor_account_id = b.account_id
             AND p.status IN ('RCVD', 'ACTC', 'PATC', 'ACFC', 'ACSP')))::int AS "wronglyHeld"`,
  );
  expect(sums).toEqual({ total: 0, unbalanced: 0, wrong: 0, orphans: 0, wronglyHeld: 0 });
}

/** How many payments and idempotency keys there are. */
export async function paymentsOf(bank: Harness, consentId: string): Promise<number> {
  const rows = await bank.test.query(
    'SELECT 1 FROM resource_server.payment WHERE consent_id = $1',
    [consentId],
  );
  return rows.length;
}
