import { randomUUID } from 'node:crypto';
import {
  accountAccessTypeName,
  ConsentStore,
  fundsConfirmationTypeName,
  type Act,
} from '@sandbank/consent';
import type { AuthorizationDetail } from '@sandbank/oauth';
import type { RunningServer } from '../running-server.js';

/** What a customer shall have agreed to. */
export interface Agreed {
  readonly bank?: string;
  readonly clientId?: string;
  readonly customerId: string;
  readonly permissions?: readonly string[];
  readonly accountIds?: readonly string[];
  readonly expires?: Date;
  readonly payment?: boolean;
  /** Leave to ask whether an account holds a sum. */
  readonly funds?: boolean;
  /** What else it shall be: a whole entry. */
  readonly details?: AuthorizationDetail;
  /** A living grant that it is added to; one of its own otherwise. */
  readonly grantId?: string;
}

/** A consent and its grant, as the bank's consent page would have made them. */
export async function agree(
  server: RunningServer,
  wish: Agreed,
): Promise<{ consentId: string; grantId: string }> {
  const { bank = 'harbour', clientId = 'client-one', customerId } = wish;
  const [consentId, grantId] = [randomUUID(), wish.grantId ?? randomUUID()];
  const database = server.database.connect('authorizationServer', 1);
  const now = server.clock.now();
  const later = new Date(now.getTime() + 600_000);
  const requested =
    wish.details ??
    (wish.payment === true ? payment : wish.funds === true ? funds : accountAccess(wish));
  const act: Act = { now, by: `client:${clientId}`, surface: 'pushed-request' };
  const consents = new ConsentStore(database);
  await consents.createAwaiting([
    { consentId, bank, clientId, requested, authoriseBy: later, act },
  ]);
  const { accountIds = wish.funds === true ? ['acc-1'] : ['acc-1', 'acc-2'] } = wish;
  const agreed = await consents.authorise({
    ...{ grantId, bank, clientId, customerId, scopes: ['openid', 'accounts'], claimBy: later },
    action: wish.grantId === undefined ? 'create' : 'merge',
    consents: [{ consentId, granted: requested, accountIds }],
    act: { now, by: `customer:${customerId}`, surface: 'consent-page' },
  });
  if (!agreed) throw new Error('the consent was not authorised');
  await consents.claimGrant(grantId, now);
  return { consentId, grantId };
}

const accountAccess = ({
  permissions = ['ReadAccountsDetail', 'ReadBalances'],
  expires,
}: Agreed) => ({
  type: accountAccessTypeName,
  locations: ['https://localhost/harbour/open-banking/v4.0/aisp'],
  consent: {
    Permissions: permissions,
    ...(expires !== undefined && {
      ExpirationDateTime: expires.toISOString().replace(/\.\d+Z$/, '+00:00'),
    }),
  },
});

const payment = {
  type: 'urn:sandbank:domestic-payment:v1',
  locations: ['https://localhost/harbour/open-banking/v4.0/pisp'],
  consent: {
    Initiation: {
      InstructionIdentification: 'one',
      EndToEndIdentification: 'one',
      InstructedAmount: { Amount: '12.50', Currency: 'GBP' },
      CreditorAccount: {
        SchemeName: 'UK.OBIE.SortCodeAccountNumber',
        Identification: '00122012345678',
        Name: 'Rosa',
      },
      RemittanceInformation: { Unstructured: ['Dinner'] },
    },
    Risk: {},
  },
};

const funds = {
  type: fundsConfirmationTypeName,
  locations: ['https://localhost/harbour/open-banking/v4.0/cbpii'],
  consent: {
    DebtorAccount: {
      SchemeName: 'UK.OBIE.SortCodeAccountNumber',
      Identification: '20410700000001',
    },
  },
};
