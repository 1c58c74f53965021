import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ForEveryone } from '../access/access.decorator.js';
import { nothingHere } from '../access/nothing-here.js';
import { UuidPipe } from '../access/uuid.pipe.js';
import { SETTINGS, type DirectorySettings } from '../config.js';
import { Authorities } from './authorities.js';
import type { AuthorityEntity } from './authority.entity.js';
import { crlUrlOf } from './crl-url.js';
import { pem } from './pem.js';

/** What every server that asks clients for certificates reads again and again: whom to believe, and what no more. */
@Controller('authorities')
@ForEveryone()
export class AuthoritiesController {
  constructor(
    @Inject(Authorities) private readonly authorities: Authorities,
    @Inject(SETTINGS) private readonly settings: DirectorySettings,
  ) {}

  @Get()
  @Header('cache-control', 'no-cache')
  async list(): Promise<object> {
    const authorities = await this.authorities.trusted();
    return {
      authorities: authorities.map(({ authorityId, certificate, crl, state }) => ({
        authority_id: authorityId,
        certificate: pem('CERTIFICATE', certificate),
        crl: pem('X509 CRL', crl),
        crl_url: crlUrlOf(this.settings.SANDBANK_DIRECTORY_URL, authorityId),
        status: state,
      })),
    };
  }

  @Get(':authority/crl')
  @Header('content-type', 'application/pkix-crl')
  @Header('cache-control', 'no-cache')
  async crl(@Param('authority', UuidPipe) authorityId: string): Promise<Buffer> {
    return (await this.one(authorityId)).crl;
  }

  @Get(':authority/certificate')
  @Header('content-type', 'application/pkix-cert')
  @Header('cache-control', 'public, max-age=3600')
  async certificate(@Param('authority', UuidPipe) authorityId: string): Promise<Buffer> {
    return (await this.one(authorityId)).certificate;
  }

  private async one(authorityId: string): Promise<AuthorityEntity> {
    const authorities = await this.authorities.trusted();
    const found = authorities.find((each) => each.authorityId === authorityId);
    if (found === undefined) throw nothingHere();
    return found;
  }
}
