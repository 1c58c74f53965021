import { randomUUID } from 'node:crypto';
import { domesticVrpTypeName, type ControlParameters, type DomesticVrp } from '@sandbank/consent';
import { strongCustomerAuthentication } from '@sandbank/oauth';
import type { HttpsAnswer } from '@sandbank/testing';
import type { Harness } from './harness.js';
import { numberOf, pisp, type OrderChanges } from './paying.js';

/** What a spec wants an app to be allowed. */
export interface MandateWish {
  readonly each?: string;
  readonly limits?: ControlParameters['PeriodicLimits'];
  readonly parameters?: Partial<ControlParameters>;
  readonly customer?: string;
  /** Nickname of the account that pays. */
  readonly from?: string;
  /** Fourteen digits; the savings of a friend at the same bank by default. */
  readonly to?: string;
  readonly clientId?: string;
}

/** Payments within limits that a customer agreed to, and a token for them. */
export interface Mandate {
  readonly consentId: string;
  readonly grantId: string;
  readonly customerId: string;
  readonly clientId: string;
  readonly accountId: string;
  readonly details: DomesticVrp;
  readonly token: string;
}

export const monthly = (Amount: string) =>
  ({ PeriodType: 'Month', PeriodAlignment: 'Calendar', Amount, Currency: 'GBP' }) as const;

/** A customer agrees at the bank, at this moment of the clock, and the client gets a token. */
export async function allow(bank: Harness, wish: MandateWish = {}): Promise<Mandate> {
  const { customer = 'Maya', from = 'Everyday', clientId = 'client-tally', each = '100.00' } = wish;
  const [consentId, grantId, customerId] = [randomUUID(), randomUUID(), bank.customerId(customer)];
  const accountId = await bank.accountId(from);
  const details: DomesticVrp = {
    type: domesticVrpTypeName,
    locations: [bank.aisp.replace('/aisp', '/pisp')],
    consent: {
      ControlParameters: {
        MaximumIndividualAmount: { Amount: each, Currency: 'GBP' },
        PeriodicLimits: [...(wish.limits ?? [monthly('500.00')])],
        VRPType: ['UK.OBIE.VRPType.Sweeping'],
        PSUAuthenticationMethods: ['UK.OBIE.SCANotRequired', 'UK.OBIE.SCA'],
        ...wish.parameters,
      },
      Initiation: {
        CreditorAccount: {
          SchemeName: 'UK.OBIE.SortCodeAccountNumber',
          Identification: wish.to ?? (await numberOf(bank, 'Student account')),
          Name: 'A Friend',
        },
        RemittanceInformation: { Unstructured: ['Rainy days'] },
      },
      Risk: {},
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
  if (!agreed) throw new Error('the payments were not agreed to');
  await bank.consents.claimGrant(grantId, now);
  const mandate = { consentId, grantId, customerId, clientId, accountId, details };
  return { ...mandate, token: await tokenOf(bank, mandate) };
}

/** A token of it; `entry` is less than what was agreed, `authTime` another moment of the sign-in. */
export function tokenOf(
  bank: Harness,
  mandate: Omit<Mandate, 'token'>,
  { entry = mandate.details, authTime = bank.clock.nowSeconds() } = {},
): Promise<string> {
  const { consentId, grantId, customerId, clientId, accountId } = mandate;
  return bank.token({
    ...{ sub: customerId, client_id: clientId, grant_id: grantId, scope: 'openid payments' },
    ...{ acr: strongCustomerAuthentication, auth_time: authTime },
    authorization_details: [
      { ...entry, ConsentId: consentId, Status: 'AUTH', AccountIds: [accountId] },
    ],
  });
}

/** The body of an order of so much. */
export const orderOf = ({ consentId, details }: Mandate, Amount: string, changes: object = {}) => ({
  Data: {
    ConsentId: consentId,
    PSUAuthenticationMethod: 'UK.OBIE.SCANotRequired',
    VRPType: 'UK.OBIE.VRPType.Sweeping',
    Initiation: details.consent.Initiation,
    Instruction: {
      InstructionIdentification: 'SWEEP-1',
      EndToEndIdentification: 'SWEEP-1',
      InstructedAmount: { Amount, Currency: 'GBP' },
      CreditorAccount: details.consent.Initiation.CreditorAccount,
    },
    ...changes,
  },
  Risk: {},
});

/** Orders a payment: POST /domestic-vrps. */
export async function order(
  bank: Harness,
  mandate: Mandate,
  amount: string,
  changes: OrderChanges = {},
): Promise<HttpsAnswer> {
  const { token = await tokenOf(bank, mandate), body = orderOf(mandate, amount) } = changes;
  const key = 'key' in changes ? changes.key : randomUUID();
  return bank.call(pisp(bank, 'domestic-vrps'), token, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      ...(key !== undefined && { 'x-idempotency-key': key }),
      ...changes.headers,
    },
  });
}

/** What was spent in the periods that hold this moment, in pence by kind of period. */
export async function spentNow(bank: Harness, consentId: string): Promise<Record<string, number>> {
  const rows = await bank.test.query<{ kind: string; spent: number }>(
    `SELECT period_type || ' ' || period_alignment AS kind, spent_minor::int AS spent
     FROM resource_server.vrp_period_usage WHERE consent_id = $1 AND starts_at <= $2 AND ends_at > $2`,
    [consentId, bank.clock.now()],
  );
  return Object.fromEntries(rows.map(({ kind, spent }) => [kind, spent]));
}
