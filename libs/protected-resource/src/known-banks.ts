import { Inject, Injectable } from '@nestjs/common';
import { invalidRequest } from '@sandbank/oauth';
import { Clock } from '@sandbank/platform';
import { LRUCache } from 'lru-cache';
import { ResourceBanks, type ResourceBank } from './protected-resource.options.js';

const knownSeconds = 60;
const unknownSeconds = 5;
const banksMax = 1000;

interface Memory {
  readonly bank: ResourceBank | undefined;
  readonly untilSeconds: number;
}

/** The banks, remembered for a while so that a call costs no question about its bank. */
@Injectable()
export class KnownBanks {
  private readonly memory = new LRUCache<string, Memory>({ max: banksMax });

  constructor(
    @Inject(ResourceBanks) private readonly banks: ResourceBanks,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The bank that a path names in its first segment; throws 404 when there is none. */
  async ofPath(path: string): Promise<ResourceBank> {
    const slug = /^\/([a-z][a-z0-9-]{0,39})(?=\/)/.exec(path)?.[1];
    const bank = slug === undefined ? undefined : await this.find(slug);
    if (bank === undefined) throw invalidRequest('there is nothing at this path', { status: 404 });
    return bank;
  }

  async find(slug: string): Promise<ResourceBank | undefined> {
    const now = this.clock.nowSeconds();
    const known = this.memory.get(slug);
    if (known !== undefined && now < known.untilSeconds) return known.bank;
    const bank = await this.banks.find(slug);
    const seconds = bank === undefined ? unknownSeconds : knownSeconds;
    this.memory.set(slug, { bank, untilSeconds: now + seconds });
    return bank;
  }
}
