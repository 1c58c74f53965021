import { createHmac, timingSafeEqual } from 'node:crypto';

const nonceBytes = 16;

export interface DpopNonceOptions {
  /** How long one nonce is handed out, in seconds. */
  readonly periodSeconds: number;
  /** How many periods a nonce is taken, its own included; at least 2, so that one handed out late is still of use. */
  readonly periodsAccepted: number;
}

/**
 * Server nonces that need no store: one per period, an HMAC of the period's number, so that every process with the
 * same key takes what another handed out, and nobody without it can foresee one (RFC 9449 8).
 */
export class DpopNonces {
  // Only a memory of computed values: at most the accepted periods.
  readonly #computed = new Map<number, Buffer>();

  constructor(
    private readonly key: Buffer,
    private readonly options: DpopNonceOptions,
  ) {
    if (key.length < 32) throw new RangeError('a nonce key has at least 32 bytes');
    if (!(
      options.periodSeconds >= 1 &&
      options.periodsAccepted >= 2 &&
      options.periodsAccepted <= 10
    ))
      throw new RangeError('periods last at least a second and 2 to 10 of them are accepted');
  }

  /** The nonce to hand out now. */
  current(nowSeconds: number): string {
    return this.#nonceOf(this.#period(nowSeconds)).toString('base64url');
  }

  /** Whether the nonce is of an accepted period; takes the same time for every nonce of the right length. */
  accepts(nonce: string, nowSeconds: number): boolean {
    const given = Buffer.from(nonce, 'base64url');
    if (given.length !== nonceBytes || given.toString('base64url') !== nonce) return false;
    const current = this.#period(nowSeconds);
    let found = false;
    // One period ahead: another process's clock may run a little before ours.
    for (
      let period = current - this.options.periodsAccepted + 1;
      period <= current + 1;
      period += 1
    )
      found = timingSafeEqual(this.#nonceOf(period), given) || found;
    return found;
  }

  #period(nowSeconds: number): number {
    return Math.floor(nowSeconds / this.options.periodSeconds);
  }

  #nonceOf(period: number): Buffer {
    const known = this.#computed.get(period);
    if (known !== undefined) return known;
    const computed = createHmac('sha256', this.key).update(`dpop-nonce ${period}`).digest();
    const nonce = computed.subarray(0, nonceBytes);
    if (this.#computed.size > 2 * this.options.periodsAccepted) this.#computed.clear();
    this.#computed.set(period, nonce);
    return nonce;
  }
}
