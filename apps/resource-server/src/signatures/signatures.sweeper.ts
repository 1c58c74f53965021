import { Inject, Injectable } from '@nestjs/common';
import { Clock, LOGGER, Sweeper, type Logger } from '@sandbank/platform';
import { SignaturesStore } from './signatures.store.js';

const sweepEverySeconds = 10;

/** Rejects payments that not every holder signed in time. */
@Injectable()
export class SignaturesSweeper extends Sweeper {
  constructor(
    @Inject(SignaturesStore) private readonly signatures: SignaturesStore,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('unsigned payments', sweepEverySeconds, logger);
  }

  protected clean(): Promise<void> {
    return this.signatures.lapse(this.clock.now());
  }
}
