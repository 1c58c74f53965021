import { Controller, Get, Header, Inject, Query, UseGuards } from '@nestjs/common';
import {
  clientsOwnRejections,
  RejectionStore,
  ServedOverMutualTls,
  type RejectionPage,
  type ServerSettings,
} from '@sandbank/platform';
import {
  AccessTokenGuard,
  Authorization,
  RequireScope,
  type ResourceAuthorization,
} from '@sandbank/protected-resource';
import { SETTINGS } from '../config.js';

/** Why this server refused the calling client (docs/rejections.md). */
@Controller(':bank/rejections')
@ServedOverMutualTls()
@UseGuards(AccessTokenGuard)
@RequireScope('rejections')
export class RejectionsController {
  constructor(
    @Inject(RejectionStore) private readonly rejections: RejectionStore,
    @Inject(SETTINGS) private readonly settings: ServerSettings,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  latest(
    @Authorization() authorization: ResourceAuthorization,
    @Query() query: unknown,
  ): Promise<RejectionPage> {
    return clientsOwnRejections(this.rejections, authorization, query, {
      server: 'authorization-server',
      url: `${authorization.baseUrl}/${authorization.bank}/rejections`,
      portalUrl: this.settings.SANDBANK_PORTAL_URL,
    });
  }
}
