import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { aboutAccount, consentedCall } from '../open-banking/consented.js';
import { onePage, type Envelope } from '../open-banking/envelope.js';
import { notCovered } from '../open-banking/open-banking-error.js';
import { partiesOfAccount, partyOfCustomer } from './parties.statements.js';
import {
  accountPartyResource,
  holderResources,
  partyResource,
  type HolderRow,
  type PartyRow,
} from './party.resource.js';
import type { PartyResource } from './party.schema.js';

export type PartyEnvelope = Envelope<{ readonly Party: PartyResource }>;
export type PartiesEnvelope = Envelope<{ readonly Party: readonly PartyResource[] }>;

/** Who the customer is, and who holds the accounts that they chose to share. */
@Injectable()
export class PartiesService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The customer who gave the consent. */
  async own(authorization: ResourceAuthorization, url: string): Promise<PartyEnvelope> {
    const { customerId, bank } = consentedCall(authorization);
    const [row] = await this.database.query<PartyRow>(partyOfCustomer, [customerId, bank]);
    if (row === undefined) throw notCovered('the customer has left this bank', 'Authorization');
    return onePage({ Party: partyResource(row) }, url);
  }

  async ofAccount(
    accountId: string,
    authorization: ResourceAuthorization,
    url: string,
  ): Promise<PartyEnvelope> {
    const rows = await this.holders(accountId, authorization);
    return onePage({ Party: accountPartyResource(rows, apiUrlOf(url)) }, url);
  }

  async allOfAccount(
    accountId: string,
    authorization: ResourceAuthorization,
    url: string,
  ): Promise<PartiesEnvelope> {
    const rows = await this.holders(accountId, authorization);
    return onePage({ Party: holderResources(rows, apiUrlOf(url)) }, url);
  }

  private async holders(
    accountId: string,
    authorization: ResourceAuthorization,
  ): Promise<readonly HolderRow[]> {
    const call = await aboutAccount(accountId, consentedCall(authorization), this.database);
    const [id] = call.accounts.keys();
    const values = [id, call.customerId, call.bank];
    const rows = await this.database.query<HolderRow>(partiesOfAccount, values);
    if (rows.length === 0) throw notCovered('the customer does not hold this account', 'AccountId');
    return rows;
  }
}

/** The account information API as it was called. */
const apiUrlOf = (url: string): string => url.slice(0, url.indexOf('/aisp/') + '/aisp'.length);
