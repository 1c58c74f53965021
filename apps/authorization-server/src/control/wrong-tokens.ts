const allowedAtOnce = 10;
const secondsEach = 6;

/** Counts calls without the right token: ten at once, then ten a minute, so that they cannot fill logs and records. */
export class WrongTokens {
  private used = 0;
  private atSeconds = -Infinity;

  /** Counts one more; 0 while it is allowed, else in how many seconds the next one will be. */
  waitSecondsAfterOneMore(now: Date): number {
    const seconds = now.getTime() / 1000;
    const recovered = Math.max(0, seconds - this.atSeconds) / secondsEach;
    this.used = Math.max(0, this.used - recovered);
    this.atSeconds = seconds;
    if (this.used + 1 <= allowedAtOnce) {
      this.used += 1;
      return 0;
    }
    return Math.ceil((this.used + 1 - allowedAtOnce) * secondsEach);
  }
}
