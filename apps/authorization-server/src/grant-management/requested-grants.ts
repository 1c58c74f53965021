import { Inject, Injectable } from '@nestjs/common';
import { GrantStore, type HeldGrant } from '@sandbank/consent';
import type { OAuthParameters } from '@sandbank/oauth';
import { Clock, isUuid } from '@sandbank/platform';

/** Finds the grant that a request wants to add to or to replace (GM-5.2). */
@Injectable()
export class RequestedGrants {
  constructor(
    @Inject(GrantStore) private readonly grants: GrantStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Undefined where `grant_id` is absent, or names no grant of this bank; costs nothing where it is absent. */
  async namedIn(bank: string, params: OAuthParameters): Promise<HeldGrant | undefined> {
    const grantId = params['grant_id'];
    if (!isUuid(grantId)) return undefined;
    return this.grants.find(bank, grantId, this.clock.now());
  }
}
