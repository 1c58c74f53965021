import { Controller, Get, Header, Inject, Query, UseGuards, type Type } from '@nestjs/common';
import {
  clientsOwnRejections,
  RejectionStore,
  ServedOverMutualTls,
  type RejectionPage,
  type RejectionPlace,
} from '@sandbank/platform';
import { AccessTokenGuard } from './access-token.guard.js';
import { RequireScope } from './requirements.js';
import { Authorization, type ResourceAuthorization } from './resource-authorization.js';

/** The controller on which a server tells the calling client why it refused it (docs/rejections.md). */
export function rejectionsController(place: Pick<RejectionPlace, 'server' | 'portalUrl'>): Type {
  @Controller(':bank/rejections')
  @ServedOverMutualTls()
  @UseGuards(AccessTokenGuard)
  @RequireScope('rejections')
  class RejectionsController {
    constructor(@Inject(RejectionStore) private readonly rejections: RejectionStore) {}

    @Get()
    @Header('cache-control', 'no-store')
    latest(
      @Authorization() authorization: ResourceAuthorization,
      @Query() query: unknown,
    ): Promise<RejectionPage> {
      const url = `${authorization.baseUrl}/${authorization.bank}/rejections`;
      return clientsOwnRejections(this.rejections, authorization, query, { ...place, url });
    }
  }
  return RejectionsController;
}
