import {
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { ServedOverMutualTls } from '@sandbank/platform';
import {
  AccessTokenGuard,
  Authorization,
  RequireScope,
  type ResourceAuthorization,
} from '@sandbank/protected-resource';
import { RecordedAccess } from '../audit/recorded-access.interceptor.js';
import { GrantQueryService, type GrantResponse } from './grant-query.service.js';
import { GrantRevocationService } from './grant-revocation.service.js';
import { queryScope, revokeScope } from './grants-resource.js';

/** One grant of the calling client (GM-6.3); there is no list of them. */
@Controller(':bank/grants/:grantId')
@ServedOverMutualTls()
@UseGuards(AccessTokenGuard)
@UseInterceptors(RecordedAccess)
export class GrantsController {
  constructor(
    @Inject(GrantQueryService) private readonly queries: GrantQueryService,
    @Inject(GrantRevocationService) private readonly revocations: GrantRevocationService,
  ) {}

  @Get()
  @RequireScope(queryScope)
  @Header('cache-control', 'no-cache, no-store')
  query(
    @Authorization() authorization: ResourceAuthorization,
    @Param('grantId') grantId: string,
  ): Promise<GrantResponse> {
    return this.queries.query(authorization, grantId);
  }

  @Delete()
  @HttpCode(204)
  @RequireScope(revokeScope)
  revoke(
    @Authorization() authorization: ResourceAuthorization,
    @Param('grantId') grantId: string,
  ): Promise<void> {
    return this.revocations.revoke(authorization, grantId);
  }
}
