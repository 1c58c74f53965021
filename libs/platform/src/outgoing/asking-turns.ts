export interface AskingLimits {
  /** Fetches under way at once: overall, and of one host. */
  readonly concurrentMax: number;
  readonly concurrentOfHostMax: number;
  /** Fetches begun within ten seconds. */
  readonly perTenSecondsMax: number;
}

const windowSeconds = 10;

/** Lets so many fetches begin and no more: a slow or hostile server takes its own turns, not those of others. */
export class AskingTurns {
  private readonly underWay = new Map<string, number>();
  private total = 0;
  private window = 0;
  private begun = 0;

  constructor(private readonly limits: AskingLimits) {}

  /** Takes a turn; the answer gives it back and must be called once. Undefined when there is none. */
  take(url: string, nowSeconds: number): (() => void) | undefined {
    const host = URL.canParse(url) ? new URL(url).host : url;
    const window = Math.floor(nowSeconds / windowSeconds);
    if (window !== this.window) {
      this.window = window;
      this.begun = 0;
    }
    const ofHost = this.underWay.get(host) ?? 0;
    const { concurrentMax, concurrentOfHostMax, perTenSecondsMax } = this.limits;
    if (this.total >= concurrentMax || ofHost >= concurrentOfHostMax) return undefined;
    if (this.begun >= perTenSecondsMax) return undefined;
    this.begun += 1;
    this.total += 1;
    this.underWay.set(host, ofHost + 1);
    return () => this.giveBack(host);
  }

  private giveBack(host: string): void {
    this.total -= 1;
    const left = (this.underWay.get(host) ?? 1) - 1;
    if (left === 0) this.underWay.delete(host);
    else this.underWay.set(host, left);
  }
}
