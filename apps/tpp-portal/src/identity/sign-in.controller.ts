import { Controller, Get, HttpCode, Inject, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { ForVisitors } from './access.decorator.js';
import { meOf, type Me } from './me.js';
import { authenticateBy } from './passport.js';
import { PasswordStrategy } from './password.strategy.js';
import { SignIns } from './sign-ins.js';

/** Who is signed in, and how they come and go. */
@Controller('api')
@ForVisitors()
@UseFilters(PortalErrorFilter)
export class SignInController {
  constructor(
    @Inject(SignIns) private readonly signIns: SignIns,
    @Inject(PasswordStrategy) private readonly byPassword: PasswordStrategy,
  ) {}

  @Get('me')
  async me(@Req() request: FastifyRequest): Promise<{ me: Me | null }> {
    return { me: meOf(await this.signIns.find(request)) };
  }

  @Post('sign-in')
  @HttpCode(204)
  async signIn(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signIns.begin(await authenticateBy(this.byPassword, request, reply), request, reply);
  }

  @Post('sign-out')
  @HttpCode(204)
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signIns.end(request, reply);
  }
}
