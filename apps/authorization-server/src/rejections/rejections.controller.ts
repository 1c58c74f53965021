import { Controller, Get, Header, Inject, Req, UseGuards } from '@nestjs/common';
import {
  arrivedByMutualTls,
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
import type { FastifyRequest } from 'fastify';
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
    @Req() request: FastifyRequest,
  ): Promise<RejectionPage> {
    const { SANDBANK_AUTHORIZATION_SERVER_URL: url, ...settings } = this.settings;
    const { SANDBANK_AUTHORIZATION_SERVER_MTLS_URL: mutualTlsUrl } = settings;
    const base = arrivedByMutualTls(request) ? (mutualTlsUrl ?? url) : url;
    return clientsOwnRejections(this.rejections, authorization, request.query, {
      server: 'authorization-server',
      url: `${base}/${authorization.bank}/rejections`,
      portalUrl: settings.SANDBANK_PORTAL_URL,
    });
  }
}
