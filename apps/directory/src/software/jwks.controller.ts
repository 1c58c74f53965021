import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ForEveryone } from '../access/access.decorator.js';
import { UuidPipe } from '../access/uuid.pipe.js';
import { PublishedKeys } from './published-keys.js';

/** The hosted keys of software, at the `jwks_uri` that its statement names. */
@Controller('software')
@ForEveryone()
export class SoftwareJwksController {
  constructor(@Inject(PublishedKeys) private readonly keys: PublishedKeys) {}

  @Get(':software/jwks')
  @Header('content-type', 'application/jwk-set+json')
  @Header('cache-control', 'public, max-age=60')
  async jwks(@Param('software', UuidPipe) softwareId: string): Promise<object> {
    return { keys: await this.keys.of(softwareId) };
  }
}
