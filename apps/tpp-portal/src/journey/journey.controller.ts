import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Post,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import { invalidRequest } from '@sandbank/oauth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ForVisitors } from '../identity/access.decorator.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { SessionService } from '../session/session.service.js';
import { JourneyLog } from './journey-log.js';
import { JourneyService } from './journey.service.js';

const startBody = z.strictObject({ bank: z.string().min(1).max(40) });

/** Starts a journey and takes the customer back. */
@ForVisitors()
@Controller()
@UseFilters(PortalErrorFilter)
export class JourneyController {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(JourneyService) private readonly journeys: JourneyService,
    @Inject(JourneyLog) private readonly log: JourneyLog,
  ) {}

  @Post('api/flows')
  @HttpCode(201)
  async start(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): Promise<{ flowId: string; authorizationUrl: string }> {
    const parsed = startBody.safeParse(body);
    if (!parsed.success) throw invalidRequest('the body must name a bank and nothing else');
    const session = await this.sessions.findOrBegin(request, reply);
    return this.journeys.start({ bank: parsed.data.bank, session });
  }

  @Get('callback')
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const query = new URLSearchParams(request.url.split('?')[1] ?? '');
    const session = await this.sessions.find(request);
    const { path, flowId } = await this.journeys.finish(query, session);
    if (flowId !== undefined) await this.log.sentOn(flowId, path);
    // Always to a path of this portal: there is nothing here to redirect openly (SP-5.3.3.1-4).
    void reply.status(303).header('location', path).send();
  }
}
