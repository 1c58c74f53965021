import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import type { JwkSet } from '@sandbank/crypto';
import { invalidRequest } from '@sandbank/oauth';
import { KnownBanks } from '@sandbank/protected-resource';
import { EventKeys } from './event-keys.js';

/** Where a bank's own keys are, below its slug. */
export const keysPath = 'jwks';

/** GET /jwks: the keys that verify what the bank tells apps; its metadata say where they are (RFC 9728 2). */
@Controller(`:bank/${keysPath}`)
export class EventKeysController {
  constructor(
    @Inject(EventKeys) private readonly keys: EventKeys,
    @Inject(KnownBanks) private readonly banks: KnownBanks,
  ) {}

  @Get()
  @Header('cache-control', 'public, max-age=60')
  async published(@Param('bank') slug: string): Promise<JwkSet> {
    if ((await this.banks.find(slug)) === undefined) {
      throw invalidRequest('there is no such bank', { status: 404 });
    }
    return this.keys.published(slug);
  }
}
