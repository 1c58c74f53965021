import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, Sweeper, type Logger } from '@sandbank/platform';
import { IssuerRegistry } from './issuer.registry.js';

const lookEverySeconds = 2;

/** Looks for changed banks and keys again and again, so that a rotation reaches every process within seconds. */
@Injectable()
export class IssuerSweeper extends Sweeper {
  constructor(
    @Inject(IssuerRegistry) private readonly issuers: IssuerRegistry,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('banks and keys', lookEverySeconds, logger);
  }

  protected clean(): Promise<void> {
    return this.issuers.look();
  }
}
