import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, Sweeper, type Logger } from '@sandbank/platform';
import { SigningKeys } from './signing-keys.js';

const everySeconds = 60;

/** Destroys private keys that are done. */
@Injectable()
export class SigningKeySweeper extends Sweeper {
  constructor(
    @Inject(SigningKeys) private readonly keys: SigningKeys,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('signing keys', everySeconds, logger);
  }

  protected clean(): Promise<void> {
    return this.keys.destroyDone();
  }
}
