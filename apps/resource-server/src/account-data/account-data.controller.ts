import { Get, Inject, Param, type Type } from '@nestjs/common';
import { Authorization, type ResourceAuthorization } from '@sandbank/protected-resource';
import { z } from 'zod';
import { AccountInformation } from '../access/account-information.decorator.js';
import { RequireReading } from '../access/permission-table.js';
import { Operation } from '../openapi/operation.decorator.js';
import { envelopeOf } from '../openapi/envelope.schema.js';
import { RequestUrl } from '../open-banking/public-url.js';
import { answered, exampleAccountId } from './account-data.example.js';
import type { AccountData, AccountDataRow } from './account-data.js';
import { AccountDataService, type AccountDataEnvelope } from './account-data.service.js';

/** The two endpoints of one kind: of all accounts behind the token, and of one. */
export function accountDataController<Row extends AccountDataRow, Resource extends object>(
  kind: AccountData<Row, Resource>,
): Type {
  const { paths, words, member } = kind;
  const schema = envelopeOf(z.strictObject({ [member]: z.array(kind.schema) }));
  const operation = (summary: string, path: string) =>
    Operation({
      ...{ summary, tag: words.tag },
      answer: { schema, example: answered({ [member]: [kind.example] }, path) },
    });

  @AccountInformation()
  class AccountDataController {
    constructor(@Inject(AccountDataService) private readonly accountData: AccountDataService) {}

    @Get(paths.all)
    @RequireReading(kind.resource)
    @operation(words.all, paths.all)
    all(
      @Authorization() authorization: ResourceAuthorization,
      @RequestUrl() url: string,
    ): Promise<AccountDataEnvelope<Resource>> {
      return this.accountData.all(kind, authorization, url);
    }

    @Get(`accounts/:AccountId/${paths.ofAccount}`)
    @RequireReading(kind.resource)
    @operation(words.ofAccount, `accounts/${exampleAccountId}/${paths.ofAccount}`)
    ofAccount(
      @Param('AccountId') accountId: string,
      @Authorization() authorization: ResourceAuthorization,
      @RequestUrl() url: string,
    ): Promise<AccountDataEnvelope<Resource>> {
      return this.accountData.ofAccount(kind, accountId, authorization, url);
    }
  }
  return AccountDataController;
}
