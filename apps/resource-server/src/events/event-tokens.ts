import { Inject, Injectable } from '@nestjs/common';
import { signJwsSync, type JsonObject } from '@sandbank/crypto';
import { Clock } from '@sandbank/platform';
import { resourceIdentifier } from '@sandbank/protected-resource';
import { apiPath } from '../access/account-information.decorator.js';
import { SETTINGS, type Settings } from '../config.js';
import type { EventRow } from './event.row.js';
import { resourceVersion } from './event-types.js';
import { EventKeys } from './keys/event-keys.js';

const names = 'http://openbanking.org.uk/';

/** Makes Security Event Tokens (RFC 8417 2.2) of what clients are told, in the standard's profile. */
@Injectable()
export class EventTokens {
  constructor(
    @Inject(EventKeys) private readonly keys: EventKeys,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Signed with the key that signs now: however often an event is told, it keeps its `jti`. */
  async signed(event: EventRow): Promise<string> {
    const key = await this.keys.signingKey(event.bank_slug);
    return signJwsSync({ header: { typ: 'secevent+jwt' }, payload: this.claims(event), key });
  }

  private claims(event: EventRow): JsonObject {
    const baseUrl = this.settings.SANDBANK_RESOURCE_SERVER_URL;
    const issuer = resourceIdentifier({ baseUrl, apiPath }, event.bank_slug);
    const link = `${issuer}/${event.resource_path}/${event.resource_id}`;
    const subject = {
      subject_type: `${names}rid_${names}rty`,
      [`${names}rid`]: event.resource_id,
      [`${names}rty`]: resourceType(event.resource_path),
      [`${names}rlk`]: [{ version: `v${resourceVersion}`, link }],
    };
    return {
      iss: issuer,
      iat: this.clock.nowSeconds(),
      jti: event.jti,
      aud: event.client_id,
      sub: link,
      txn: event.transaction_id,
      toe: Math.floor(event.happened_at.getTime() / 1000),
      events: { [event.event_type]: { subject } },
    };
  }
}

/** `domestic-payment` of `pisp/domestic-payments`. */
const resourceType = (path: string): string => path.replace(/^.*\//, '').replace(/s$/, '');
