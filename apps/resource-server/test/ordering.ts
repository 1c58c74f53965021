import { randomUUID } from 'node:crypto';
import { domesticScheduledPaymentTypeName, domesticStandingOrderTypeName } from '@sandbank/consent';
import { strongCustomerAuthentication, type AuthorizationDetail } from '@sandbank/oauth';
import type { HttpsAnswer } from '@sandbank/testing';
import { OrderExecutor } from '../src/payment-orders/order-executor.js';
import type { Harness } from './harness.js';
import { numberOf, pisp } from './paying.js';

/** The two kinds of order, by the last segment of their path. */
export const orderKinds = {
  'domestic-scheduled-payments': {
    type: domesticScheduledPaymentTypeName,
    id: 'DomesticScheduledPaymentId',
  },
  'domestic-standing-orders': {
    type: domesticStandingOrderTypeName,
    id: 'DomesticStandingOrderId',
  },
} as const;
export type OrderPath = keyof typeof orderKinds;

/** What a spec wants to be ordered. */
export interface OrderWish {
  readonly path: OrderPath;
  /** What is different from the usual order. */
  readonly initiation?: object;
  /** First name of the customer and nickname of the account that pays. */
  readonly customer?: string;
  readonly from?: string;
}

/** An order that a customer agreed to, and a token for it. */
export interface AgreedOrder {
  readonly path: OrderPath;
  readonly consentId: string;
  readonly grantId: string;
  readonly accountId: string;
  readonly details: AuthorizationDetail;
  readonly token: string;
  readonly order: { Data: { ConsentId: string; Initiation: object }; Risk: object };
}

/** Body of an answer about an order. */
export interface OrderBody {
  readonly Data: { readonly Status: string; readonly ConsentId: string } & Record<string, unknown>;
}

const money = (Amount: string) => ({ Amount, Currency: 'GBP' });

async function initiationOf(bank: Harness, path: OrderPath): Promise<object> {
  const CreditorAccount = {
    SchemeName: 'UK.OBIE.SortCodeAccountNumber',
    Identification: await numberOf(bank, 'Student account'),
    Name: 'A Friend',
  };
  const RemittanceInformation = { Unstructured: ['Rent'] };
  if (path === 'domestic-scheduled-payments') {
    return {
      ...{ InstructionIdentification: 'T-2', EndToEndIdentification: 'E2E-2' },
      RequestedExecutionDateTime: '2026-12-24T09:00:00+00:00',
      ...{ InstructedAmount: money('12.50'), CreditorAccount, RemittanceInformation },
    };
  }
  return {
    MandateRelatedInformation: {
      FirstPaymentDateTime: '2026-12-01T09:00:00+00:00',
      Frequency: { Type: 'MNTH' },
    },
    ...{ FirstPaymentAmount: money('60.00'), RecurringPaymentAmount: money('50.00') },
    ...{ CreditorAccount, RemittanceInformation },
  };
}

/** A customer agrees at the bank to an order, at this moment of the clock, and the client gets a token. */
export async function agreeToOrder(bank: Harness, wish: OrderWish): Promise<AgreedOrder> {
  const { path, customer = 'Maya', from = 'Everyday' } = wish;
  const [consentId, grantId, clientId] = [randomUUID(), randomUUID(), 'client-tally'];
  const customerId = bank.customerId(customer);
  const accountId = await bank.accountId(from);
  const Initiation = { ...(await initiationOf(bank, path)), ...wish.initiation };
  const details = {
    type: orderKinds[path].type,
    locations: [bank.aisp.replace('/aisp', '/pisp')],
    consent: { Initiation, Risk: {} },
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
  if (!agreed) throw new Error('the order was not agreed to');
  await bank.consents.claimGrant(grantId, now);
  const order = { Data: { ConsentId: consentId, Initiation }, Risk: {} };
  const agreement = { path, consentId, grantId, accountId, details, order, customerId };
  return { ...agreement, token: await customersToken(bank, agreement) };
}

/** A token of the agreement, with a sign-in of this moment or of another. */
export const customersToken = (
  bank: Harness,
  agreed: Omit<AgreedOrder, 'token'> & { readonly customerId?: string },
  authTime = bank.clock.nowSeconds(),
): Promise<string> =>
  bank.token({
    ...{ sub: agreed.customerId ?? bank.customerId('Maya'), client_id: 'client-tally' },
    ...{ grant_id: agreed.grantId, scope: 'openid payments' },
    ...{ acr: strongCustomerAuthentication, auth_time: authTime },
    authorization_details: [
      {
        ...agreed.details,
        ...{ ConsentId: agreed.consentId, Status: 'AUTH', AccountIds: [agreed.accountId] },
      },
    ],
  });

/** Places the order. */
export function order(
  bank: Harness,
  agreed: AgreedOrder,
  changes: { readonly key?: string; readonly token?: string; readonly body?: object } = {},
): Promise<HttpsAnswer> {
  const { token = agreed.token, body = agreed.order, key = randomUUID() } = changes;
  return bank.call(pisp(bank, agreed.path), token, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'x-idempotency-key': key },
  });
}

/** Agrees and places the order; resolves to its id. */
export async function ordered(bank: Harness, wish: OrderWish): Promise<string> {
  const answer = await order(bank, await agreeToOrder(bank, wish));
  if (answer.status !== 201)
    throw new Error(`ordering was answered ${answer.status} ${answer.body}`);
  return String(answer.json<OrderBody>().Data[orderKinds[wish.path].id]);
}

/** What the API says of an order, to the client itself. */
export async function orderAt(bank: Harness, path: OrderPath, below: string): Promise<HttpsAnswer> {
  const client = { sub: 'client-tally', client_id: 'client-tally' };
  const token = await bank.token({ scope: 'payments', ...client });
  return bank.call(pisp(bank, `${path}/${below}`), token);
}

/** The `Data` of it. */
export const standing = async (bank: Harness, path: OrderPath, id: string) =>
  (await orderAt(bank, path, id)).json<OrderBody>().Data;

/** Lets it become that moment, and the bank carry out what is due; resolves to the payments that were made. */
export function carryOut(bank: Harness, moment: string): Promise<readonly string[]> {
  const seconds = (Date.parse(moment) - bank.clock.now().getTime()) / 1000;
  if (seconds > 0) bank.clock.advance(seconds);
  return bank.application.get(OrderExecutor).run(bank.clock.now());
}

/** Each payment that was made for an order: its own date, its amount in pence, its status and why. */
export const paymentsOfOrder = (bank: Harness, id: string) =>
  bank.test.query<{ due: string; amount: number; status: string; reason: string | null }>(
    `SELECT to_char(m.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS due, p.amount_minor::int AS amount, p.status,
       p.reason_code AS reason
     FROM resource_server.order_payment m JOIN resource_server.payment p ON p.id = m.payment_id
     WHERE m.order_id = $1 ORDER BY m.position`,
    [id],
  );
