import {
  Controller,
  Get,
  Header,
  Headers,
  Inject,
  NotFoundException,
  Param,
  Res,
} from '@nestjs/common';
import { authorizationDetailsType } from '@sandbank/consent';
import type { ServerSettings } from '@sandbank/platform';
import type { FastifyReply } from 'fastify';
import { mutualTlsUrl, SETTINGS } from '../config.js';
import { IssuerRegistry } from '../issuer/issuer.registry.js';
import { registrationEndpoint } from '../registration/client-information.js';
import { metadataOf } from './metadata.js';

const cacheable = 'public, max-age=60';

/** What a client learns about a bank before it talks to it. */
@Controller()
export class DiscoveryController {
  constructor(
    @Inject(IssuerRegistry) private readonly issuers: IssuerRegistry,
    @Inject(SETTINGS) private readonly settings: ServerSettings,
  ) {}

  /** RFC 8414 3: the well-known part stands before the issuer's path. */
  @Get('.well-known/oauth-authorization-server/:bank')
  @Header('cache-control', cacheable)
  async authorizationServer(@Param('bank') bank: string): Promise<object> {
    return this.metadata(bank);
  }

  /** OpenID Connect Discovery 4: the well-known part stands after the issuer's path. */
  @Get(':bank/.well-known/openid-configuration')
  @Header('cache-control', cacheable)
  async openidConfiguration(@Param('bank') bank: string): Promise<object> {
    return this.metadata(bank);
  }

  /** The keys that verify what the bank signs; a set that has not changed is not sent again (RFC 9110 13.1.2). */
  @Get(':bank/jwks')
  @Header('cache-control', cacheable)
  async jwks(
    @Param('bank') bank: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const { jwks } = await this.issuers.get(bank);
    void reply.header('etag', jwks.etag).type('application/json; charset=utf-8');
    if (known !== jwks.etag) return jwks.body;
    void reply.status(304);
    return undefined;
  }

  /** The JSON Schema of an authorization details type (RFC 9396 2.1). */
  @Get('schemas/authorization-details/:type')
  @Header('cache-control', cacheable)
  @Header('content-type', 'application/schema+json')
  schema(@Param('type') type: string): object {
    const known = authorizationDetailsType(type);
    if (known === undefined) throw new NotFoundException();
    return known.jsonSchema;
  }

  private async metadata(bank: string): Promise<object> {
    const issuer = await this.issuers.get(bank);
    return {
      ...metadataOf(issuer, mutualTlsUrl(this.settings, issuer)),
      // Whoever vouches for clients must be there, or nobody can register.
      ...(this.settings.SANDBANK_DIRECTORY_URL !== undefined && {
        registration_endpoint: registrationEndpoint(issuer),
      }),
    };
  }
}
