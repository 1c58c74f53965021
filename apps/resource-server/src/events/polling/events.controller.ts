import { Body, HttpCode, Inject, Post } from '@nestjs/common';
import { Authorization, type ResourceAuthorization } from '@sandbank/protected-resource';
import { Operation } from '../../openapi/operation.decorator.js';
import { EventAccess } from '../event-access.decorator.js';
import { pollAnswer, pollExamples, pollRequest, type PollAnswer } from './event-poll.schema.js';
import { EventPollsService } from './event-polls.service.js';

/** POST /events: acknowledges events and fetches more (RFC 8936). */
@EventAccess('events')
export class EventsController {
  constructor(@Inject(EventPollsService) private readonly polls: EventPollsService) {}

  @Post()
  @HttpCode(200)
  @Operation({
    ...{ summary: 'Acknowledge events and fetch more', tag: 'Events' },
    body: { schema: pollRequest, example: pollExamples.request },
    answer: { schema: pollAnswer, example: pollExamples.answer },
  })
  poll(
    @Body() body: unknown,
    @Authorization() authorization: ResourceAuthorization,
  ): Promise<PollAnswer> {
    return this.polls.poll(body, authorization);
  }
}
