import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, isUuid } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { assertClientItself } from '../../open-banking/client-itself.js';
import { parseBody } from '../../open-banking/request-body.js';
import type { EventRow } from '../event.row.js';
import { EventTokens } from '../event-tokens.js';
import { eventScopes } from '../event-types.js';
import { eventsMax, pollRequest, type Poll, type PollAnswer } from './event-poll.schema.js';
import { pollEvents } from './event-poll.statements.js';
import { LongPolls, type Poller } from './long-polls.js';

/** Aggregated polling: a client says which events it has and fetches those that it has not (RFC 8936). */
@Injectable()
export class EventPollsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventTokens) private readonly tokens: EventTokens,
    @Inject(LongPolls) private readonly longPolls: LongPolls,
  ) {}

  /** What the token's scopes are about and no other; an unknown `jti`, or that of another client, is passed over. */
  async poll(body: unknown, authorization: ResourceAuthorization): Promise<PollAnswer> {
    assertClientItself(authorization);
    const poll = parseBody(pollRequest, body);
    const { bank, clientId, scopes } = authorization;
    const poller = { bank, clientId, scopes: eventScopes.filter((one) => scopes.includes(one)) };
    const wanted = Math.min(poll.maxEvents ?? eventsMax, eventsMax);
    let found = await this.fetched(poller, poll, wanted);
    if (found.length === 0 && wanted > 0 && poll.returnImmediately !== true) {
      await this.longPolls.wait(poller);
      found = await this.fetched(poller, {}, wanted);
    }
    const events = found.slice(0, wanted);
    const sets = await Promise.all(
      events.map(async (event) => [event.jti, await this.tokens.signed(event)] as const),
    );
    return { moreAvailable: found.length > wanted, sets: Object.fromEntries(sets) };
  }

  private fetched(
    { bank, clientId, scopes }: Poller,
    { ack = [], setErrs = {} }: Poll,
    wanted: number,
  ): Promise<EventRow[]> {
    const acknowledged = ack.filter(isUuid).map((jti) => jti.toLowerCase());
    const refused = Object.entries(setErrs)
      .map(([jti, error]) => ({ ...error, jti: jti.toLowerCase() }))
      .filter(({ jti }) => isUuid(jti) && !acknowledged.includes(jti));
    return this.database.query<EventRow>(pollEvents, [
      ...[bank, clientId, scopes, this.clock.now(), acknowledged],
      ...[JSON.stringify(refused), wanted + 1],
    ]);
  }
}
