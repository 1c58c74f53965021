import { createHash } from 'node:crypto';

const digest = (labels: readonly (string | number)[]): Buffer =>
  createHash('sha256').update(labels.join('\u001f')).digest();

/** A UUIDv7 of that instant (RFC 9562 5.7) whose remaining bits come from the labels: same labels, same id. */
export function idAt(atMilliseconds: number, ...labels: readonly (string | number)[]): string {
  const bytes = digest(labels).subarray(0, 16);
  bytes.writeUIntBE(atMilliseconds, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/** A string of decimal digits that depends on nothing but the labels. */
export function digitsOf(length: number, ...labels: readonly (string | number)[]): string {
  const bytes = digest(labels);
  return Array.from({ length }, (_, index) => String((bytes[index] ?? 0) % 10)).join('');
}

/** Reproducible chance: the same labels always throw the same numbers (generator sfc32). */
export class Dice {
  private readonly state: Uint32Array;

  constructor(...labels: readonly (string | number)[]) {
    const seed = digest(labels);
    this.state = new Uint32Array([
      seed.readUInt32LE(0),
      seed.readUInt32LE(4),
      seed.readUInt32LE(8),
      1,
    ]);
  }

  /** A number in [0, 1). */
  next(): number {
    const state = this.state;
    const [a = 0, b = 0, c = 0, counter = 0] = state;
    const sum = (a + b + counter) | 0;
    state[3] = counter + 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** A number in [low, high). */
  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  integer(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** An item of a list; earlier items come up more often, as favourites do. */
  favourite<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() ** 1.7 * items.length)];
    if (item === undefined) throw new RangeError('nothing to choose from');
    return item;
  }

  /** How often something happens that happens `mean` times on average (Poisson, at most 20). */
  times(mean: number): number {
    const floor = Math.exp(-mean);
    let product = this.next();
    let count = 0;
    while (product > floor && count < 20) {
      product *= this.next();
      count += 1;
    }
    return count;
  }
}
