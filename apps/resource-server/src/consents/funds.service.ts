import { Inject, Injectable } from '@nestjs/common';
import type { DomesticPayment, ResourceConsent } from '@sandbank/consent';
import { Clock, Database, isUuid, statement } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { apiPath } from '../access/account-information.decorator.js';
import { bearsSql } from '../ledger/bears.sql.js';
import { minorUnits } from '../ledger/money.js';
import { isoDateTime } from '../open-banking/date-time.js';
import { onePage, type Envelope } from '../open-banking/envelope.js';
import {
  invalidField,
  notCovered,
  wrongConsentStatus,
} from '../open-banking/open-banking-error.js';
import { ConsentsStore } from './consents.store.js';
import { noSuchConsent } from './consents.service.js';

/** Data of OBWriteFundsConfirmationResponse1. */
export interface FundsAvailable {
  readonly FundsAvailableResult: {
    readonly FundsAvailableDateTime: string;
    readonly FundsAvailable: boolean;
  };
}

// What a payment would need, overdraft included. $1 account, $2 bank, $3 amount in minor units, $4 currency.
const canBear = statement(
  'funds.can_bear',
  `SELECT ${bearsSql('$3::bigint')} AS available
   FROM resource_server.account a JOIN resource_server.account_balance b ON b.account_id = a.id
   WHERE a.id = $1 AND a.bank_slug = $2 AND a.status = 'Enabled' AND b.currency = $4`,
);

/** Tells an app whether the chosen account could bear the payment now: yes or no, never how much it holds. */
@Injectable()
export class FundsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ConsentsStore) private readonly consents: ConsentsStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async forPayment(
    consentId: string,
    authorization: ResourceAuthorization,
  ): Promise<Envelope<FundsAvailable>> {
    const consent = await this.ofToken(consentId, authorization);
    if (consent.status !== 'AUTHORISED') {
      throw wrongConsentStatus('the consent was used', 'ConsentId');
    }
    const { InstructedAmount } = (consent.details as DomesticPayment).consent.Initiation;
    const { Amount, Currency } = InstructedAmount;
    const [row] = await this.database.query<{ available: boolean }>(canBear, [
      ...[consent.accountIds[0], consent.bank, minorUnits(Amount, Currency), Currency],
    ]);
    const { baseUrl, bank } = authorization;
    const resource = `${baseUrl}/${bank}/${apiPath}/pisp/domestic-payment-consents`;
    const FundsAvailableResult = {
      FundsAvailableDateTime: isoDateTime(this.clock.now()),
      FundsAvailable: row?.available === true,
    };
    return onePage({ FundsAvailableResult }, `${resource}/${consentId}/funds-confirmation`);
  }

  /** The consent that both path and token name: 403 for any other of the bank, 400 for what is none. */
  async ofToken(
    consentId: string,
    { bank, consents }: ResourceAuthorization,
  ): Promise<ResourceConsent> {
    if (!isUuid(consentId)) throw invalidField('ConsentId is malformed', 'ConsentId', consentId);
    const own = consents.find((each) => each.consentId === consentId.toLowerCase());
    if (own !== undefined) return own;
    const other = await this.consents.find(consentId, this.clock.now());
    if (other?.bank !== bank) throw noSuchConsent();
    throw notCovered('the access token stands for another consent', 'ConsentId');
  }
}
