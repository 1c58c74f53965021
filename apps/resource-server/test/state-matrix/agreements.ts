import { randomUUID } from 'node:crypto';
import {
  accountAccessTypeName,
  domesticPaymentTypeName,
  domesticScheduledPaymentTypeName,
  domesticStandingOrderTypeName,
  domesticVrpTypeName,
  fundsConfirmationTypeName,
} from '@sandbank/consent';
import { strongCustomerAuthentication, type AuthorizationDetail } from '@sandbank/oauth';
import { everyPermission, type Harness } from '../harness.js';
import { numberOf } from '../paying.js';

/** One consent of a customer, or one that a client would like to have, and what a token of it says. */
export interface Agreement {
  readonly consentId: string;
  readonly grantId: string;
  readonly customerId: string;
  /** Of this agreement alone, so that withdrawing it harms no other. */
  readonly clientId: string;
  readonly accountId: string;
  readonly details: AuthorizationDetail;
}

const account = {
  SchemeName: 'UK.OBIE.SortCodeAccountNumber',
  Identification: '40000012345678',
  Name: 'A Friend',
};
const amount = { Amount: '1.00', Currency: 'GBP' };

/** An entry of each type, as it is consented. */
export const detailsOfType: Readonly<Record<string, object>> = {
  [accountAccessTypeName]: { Permissions: everyPermission },
  [domesticPaymentTypeName]: {
    Initiation: {
      InstructionIdentification: 'T-1',
      EndToEndIdentification: 'E2E-1',
      ...{ InstructedAmount: amount, CreditorAccount: account },
    },
    Risk: {},
  },
  [domesticScheduledPaymentTypeName]: {
    Initiation: {
      ...{ InstructionIdentification: 'T-1', InstructedAmount: amount, CreditorAccount: account },
      RequestedExecutionDateTime: '2026-12-24T09:00:00+00:00',
    },
    Risk: {},
  },
  [domesticStandingOrderTypeName]: {
    Initiation: {
      ...{ FirstPaymentAmount: amount, CreditorAccount: account },
      MandateRelatedInformation: {
        FirstPaymentDateTime: '2026-12-24T09:00:00+00:00',
        Frequency: { Type: 'MNTH' },
      },
    },
    Risk: {},
  },
  [domesticVrpTypeName]: {
    ControlParameters: {
      MaximumIndividualAmount: amount,
      PeriodicLimits: [{ PeriodType: 'Month', PeriodAlignment: 'Calendar', ...amount }],
      VRPType: ['UK.OBIE.VRPType.Sweeping'],
      PSUAuthenticationMethods: ['UK.OBIE.SCA'],
    },
    Initiation: { CreditorAccount: account },
    Risk: {},
  },
  [fundsConfirmationTypeName]: { DebtorAccount: account },
};

/** A question about funds names the very account that is chosen. */
async function detailsOf(bank: Harness, type: string): Promise<object | undefined> {
  if (type !== fundsConfirmationTypeName) return detailsOfType[type];
  const Identification = await numberOf(bank, 'Everyday');
  return { DebtorAccount: { ...account, Identification } };
}

/** A client asks for one consent of the type. */
export async function asked(bank: Harness, type: string): Promise<Agreement> {
  const clientId = `client-${randomUUID()}`;
  const details = { type, consent: await detailsOf(bank, type) } as AuthorizationDetail;
  const [consentId, now] = [randomUUID(), bank.clock.now()];
  const act = { now, by: `client:${clientId}`, surface: 'pushed-request' } as const;
  await bank.consents.createAwaiting([
    { consentId, bank: 'harbour', clientId, requested: details, authoriseBy: later(bank), act },
  ]);
  const [grantId, customerId] = [randomUUID(), bank.customerId('Maya')];
  return {
    ...{ consentId, grantId, customerId, clientId, details },
    accountId: await bank.accountId('Everyday'),
  };
}

/** A customer allows it. */
export async function agreed(bank: Harness, type: string): Promise<Agreement> {
  const agreement = await asked(bank, type);
  const { consentId, grantId, customerId, clientId, accountId, details } = agreement;
  const now = bank.clock.now();
  await bank.consents.authorise({
    ...{ grantId, bank: 'harbour', clientId, customerId, scopes: [], claimBy: later(bank) },
    consents: [{ consentId, granted: details, accountIds: [accountId] }],
    act: { now, by: `customer:${customerId}`, surface: 'consent-page' },
  });
  await bank.consents.claimGrant(grantId, now);
  return agreement;
}

/** The claims of a token of it. */
export const claimsOf = (agreement: Agreement) => ({
  ...{ sub: agreement.customerId, client_id: agreement.clientId, grant_id: agreement.grantId },
  ...{ scope: 'openid', acr: strongCustomerAuthentication, jti: randomUUID() },
  authorization_details: [
    {
      ...agreement.details,
      ConsentId: agreement.consentId,
      AccountIds: [agreement.accountId],
    },
  ],
});

const later = (bank: Harness): Date => new Date(bank.clock.now().getTime() + 600_000);
