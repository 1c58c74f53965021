import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import { invalidRequest } from '@sandbank/oauth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ForVisitors } from '../identity/access.decorator.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { SessionService } from '../session/session.service.js';
import { explorerCall, type ExplorerAnswer } from './explorer-call.js';
import { ExplorerService, type ExplorerView } from './explorer.service.js';

/** The API explorer of the demo app, for what this browser session connected. */
@ForVisitors()
@Controller('api/banks/:bank/explorer')
@UseFilters(PortalErrorFilter)
export class ExplorerController {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(ExplorerService) private readonly explorer: ExplorerService,
  ) {}

  @Get()
  async view(@Req() request: FastifyRequest, @Param('bank') bank: string): Promise<ExplorerView> {
    return this.explorer.view(await this.sessions.find(request), bank);
  }

  @Post('calls')
  @HttpCode(200)
  async send(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('bank') bank: string,
    @Body() body: unknown,
  ): Promise<ExplorerAnswer> {
    const parsed = explorerCall.safeParse(body);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw invalidRequest(`the ${issue?.path.join('.') || 'body'} is not one that can be sent`);
    }
    const session = await this.sessions.findOrBegin(request, reply);
    return this.explorer.send(session, bank, parsed.data);
  }
}
