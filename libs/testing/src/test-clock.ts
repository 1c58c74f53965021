import { Clock } from '@sandbank/platform';

/** A clock that stands still until a spec moves it. */
export class TestClock extends Clock {
  private milliseconds: number;

  constructor(now: Date | string = new Date()) {
    super();
    this.milliseconds = new Date(now).getTime();
  }

  now(): Date {
    return new Date(this.milliseconds);
  }

  advance(seconds: number): void {
    this.milliseconds += seconds * 1000;
  }

  set(now: Date | string): void {
    this.milliseconds = new Date(now).getTime();
  }
}
