import { randomUUID } from 'node:crypto';
import type { HttpsAnswer } from '@sandbank/testing';
import type { Harness } from './harness.js';

const friend = {
  SchemeName: 'UK.OBIE.SortCodeAccountNumber',
  Identification: '40000012345678',
  Name: 'A Friend',
} as const;

/** What a client sends to each of the doors, and the token it needs there. */
export const doors = {
  'account-access-consents': {
    api: 'aisp',
    scope: 'accounts',
    body: {
      Data: {
        Permissions: ['ReadAccountsDetail', 'ReadBalances'],
        ExpirationDateTime: '2027-03-01T00:00:00+00:00',
        TransactionFromDateTime: '2026-01-01T00:00:00+00:00',
      },
      Risk: {},
    },
  },
  'domestic-payment-consents': {
    api: 'pisp',
    scope: 'payments',
    body: {
      Data: {
        Initiation: {
          InstructionIdentification: 'T-1',
          EndToEndIdentification: 'E2E-1',
          InstructedAmount: { Amount: '12.50', Currency: 'GBP' },
          CreditorAccount: {
            SchemeName: 'UK.OBIE.SortCodeAccountNumber',
            Identification: '40000012345678',
            Name: 'A Friend',
          },
        },
      },
      Risk: { PaymentContextCode: 'TransferToThirdParty' },
    },
  },
  'domestic-scheduled-payment-consents': {
    api: 'pisp',
    scope: 'payments',
    body: {
      Data: {
        Permission: 'Create',
        Initiation: {
          InstructionIdentification: 'T-2',
          RequestedExecutionDateTime: '2026-12-24T09:00:00+00:00',
          InstructedAmount: { Amount: '12.50', Currency: 'GBP' },
          CreditorAccount: friend,
        },
      },
      Risk: { PaymentContextCode: 'TransferToThirdParty' },
    },
  },
  'domestic-standing-order-consents': {
    api: 'pisp',
    scope: 'payments',
    body: {
      Data: {
        Permission: 'Create',
        Initiation: {
          MandateRelatedInformation: {
            FirstPaymentDateTime: '2026-12-01T09:00:00+00:00',
            FinalPaymentDateTime: '2027-12-01T09:00:00+00:00',
            Frequency: { Type: 'MNTH', PointInTime: '01' },
          },
          FirstPaymentAmount: { Amount: '60.00', Currency: 'GBP' },
          RecurringPaymentAmount: { Amount: '50.00', Currency: 'GBP' },
          CreditorAccount: friend,
        },
      },
      Risk: {},
    },
  },
  'domestic-vrp-consents': {
    api: 'pisp',
    scope: 'payments',
    body: {
      Data: {
        ControlParameters: {
          ValidToDateTime: '2027-03-01T00:00:00+00:00',
          MaximumIndividualAmount: { Amount: '50.00', Currency: 'GBP' },
          PeriodicLimits: [
            {
              PeriodType: 'Month',
              PeriodAlignment: 'Calendar',
              Amount: '200.00',
              Currency: 'GBP',
            },
          ],
          VRPType: ['UK.OBIE.VRPType.Sweeping'],
          PSUAuthenticationMethods: ['UK.OBIE.SCANotRequired'],
        },
        Initiation: {
          CreditorAccount: {
            SchemeName: 'UK.OBIE.SortCodeAccountNumber',
            Identification: '40000012345678',
            Name: 'My Savings',
          },
        },
      },
      Risk: {},
    },
  },
  'funds-confirmation-consents': {
    api: 'cbpii',
    scope: 'fundsconfirmations',
    body: {
      Data: {
        DebtorAccount: {
          SchemeName: 'UK.OBIE.SortCodeAccountNumber',
          Identification: '00122012345678',
        },
        ExpirationDateTime: '2027-03-01T00:00:00+00:00',
      },
    },
  },
} as const;

export type Door = keyof typeof doors;
export const doorNames = Object.keys(doors) as readonly Door[];

/** Body of an answer about a consent. */
export interface ConsentBody {
  readonly Data: { readonly ConsentId: string; readonly Status: string } & Record<string, unknown>;
  readonly Risk?: object;
  readonly Links: { readonly Self: string };
  readonly Meta: object;
}

export const urlOf = (bank: Harness, door: Door, consentId?: string): string => {
  const collection = `${bank.aisp.replace('/aisp', `/${doors[door].api}`)}/${door}`;
  return consentId === undefined ? collection : `${collection}/${consentId}`;
};

/** A token of the client itself. */
export const ownToken = (bank: Harness, door: Door, clientId = 'client-tally'): Promise<string> =>
  bank.token({
    ...{ sub: clientId, client_id: clientId, scope: doors[door].scope },
    ...{ acr: undefined, auth_time: undefined },
  });

export interface Lodging {
  readonly token?: string;
  readonly body?: unknown;
  readonly key?: string | undefined;
}

/** POST to a door. */
export async function lodge(
  bank: Harness,
  door: Door,
  changes: Lodging = {},
): Promise<HttpsAnswer> {
  const { token = await ownToken(bank, door), body = doors[door].body } = changes;
  const key = 'key' in changes ? changes.key : randomUUID();
  return bank.call(urlOf(bank, door), token, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      ...(key !== undefined && { 'x-idempotency-key': key }),
    },
  });
}

/** Lodges, and resolves to the id of the consent. */
export async function lodged(bank: Harness, door: Door, changes: Lodging = {}): Promise<string> {
  const answer = await lodge(bank, door, changes);
  if (answer.status !== 201)
    throw new Error(`lodging was answered ${answer.status} ${answer.body}`);
  return answer.json<ConsentBody>().Data.ConsentId;
}

/** GET or DELETE of one consent, by default with a token of its client. */
export async function at(
  bank: Harness,
  door: Door,
  consentId: string,
  { method = 'GET', token }: { method?: 'GET' | 'DELETE'; token?: string } = {},
): Promise<HttpsAnswer> {
  return bank.call(urlOf(bank, door, consentId), token ?? (await ownToken(bank, door)), { method });
}

/** Status and first error of a refusal. */
export function refusalOf(answer: HttpsAnswer): object {
  const [error] = answer.json<{ Errors: { ErrorCode: string; Path?: string }[] }>().Errors;
  return { status: answer.status, code: error!.ErrorCode, path: error!.Path };
}
