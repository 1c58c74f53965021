import { Injectable } from '@nestjs/common';

/** The only source of time; tests and time travel pass another one in. */
@Injectable()
export abstract class Clock {
  abstract now(): Date;

  /** Whole seconds since 1970, as JWT claims count them (RFC 7519 2). */
  nowSeconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }
}

/** The machine's clock. */
@Injectable()
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
