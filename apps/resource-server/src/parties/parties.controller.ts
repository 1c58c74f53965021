import { Get, Inject, Param } from '@nestjs/common';
import { Authorization, type ResourceAuthorization } from '@sandbank/protected-resource';
import { AccountInformation } from '../access/account-information.decorator.js';
import { RequireReading } from '../access/permission-table.js';
import { Operation } from '../openapi/operation.decorator.js';
import { RequestUrl } from '../open-banking/public-url.js';
import { PartiesService, type PartiesEnvelope, type PartyEnvelope } from './parties.service.js';
import { accountPartyAnswer, partiesAnswer, partyAnswer } from './party.schema.js';

const tag = 'Parties';

/** GET /party, GET /accounts/{AccountId}/party and GET /accounts/{AccountId}/parties. */
@AccountInformation()
export class PartiesController {
  constructor(@Inject(PartiesService) private readonly parties: PartiesService) {}

  @Get('party')
  @RequireReading('party')
  @Operation({ summary: 'The customer who gave the consent', tag, answer: partyAnswer })
  own(
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
  ): Promise<PartyEnvelope> {
    return this.parties.own(authorization, url);
  }

  @Get('accounts/:AccountId/party')
  @RequireReading('parties')
  @Operation({ summary: 'Whom an account belongs to', tag, answer: accountPartyAnswer })
  ofAccount(
    @Param('AccountId') accountId: string,
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
  ): Promise<PartyEnvelope> {
    return this.parties.ofAccount(accountId, authorization, url);
  }

  @Get('accounts/:AccountId/parties')
  @RequireReading('parties')
  @Operation({ summary: 'Each holder of an account', tag, answer: partiesAnswer })
  allOfAccount(
    @Param('AccountId') accountId: string,
    @Authorization() authorization: ResourceAuthorization,
    @RequestUrl() url: string,
  ): Promise<PartiesEnvelope> {
    return this.parties.allOfAccount(accountId, authorization, url);
  }
}
