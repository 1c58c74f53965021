import { Body, Controller, HttpCode, Inject, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { ForVisitors } from './access.decorator.js';
import { Attempts } from './attempts.js';
import { email, formOf, personName, typedPassword } from './fields.js';
import { assertUsablePassword } from './password-rules.js';
import { Passwords } from './passwords.js';
import { alreadySignedIn, People } from './people.js';
import { SignIns } from './sign-ins.js';

const form = z.strictObject({ name: personName, email, password: typedPassword });

/** How strangers become guests, and guests and strangers become people with an account. */
@Controller('api')
@ForVisitors()
@UseFilters(PortalErrorFilter)
export class SignUpController {
  constructor(
    @Inject(SignIns) private readonly signIns: SignIns,
    @Inject(People) private readonly people: People,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(Attempts) private readonly attempts: Attempts,
  ) {}

  /** A workspace at once; the browser's session is the only way back to it until it is claimed. */
  @Post('guests')
  @HttpCode(204)
  async startAsGuest(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if ((await this.signIns.find(request)) !== undefined) throw alreadySignedIn();
    await this.attempts.signUp(request);
    const personId = await this.people.createGuest();
    await this.signIns.begin({ personId, method: 'guest' }, request, reply);
  }

  /** An account with a password. A guest who signs up keeps the workspace and everything in it. */
  @Post('sign-up')
  @HttpCode(204)
  async signUp(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): Promise<void> {
    const { password, ...naming } = formOf(form, body);
    assertUsablePassword(password, naming.email);
    const member = await this.signIns.find(request);
    if (member !== undefined && !member.isGuest) throw alreadySignedIn();
    await this.attempts.signUp(request);
    const hash = await this.passwords.hash(password);
    const personId = member?.personId ?? (await this.people.create(naming, { passwordHash: hash }));
    if (member !== undefined) await this.people.claim(personId, naming, hash);
    await this.signIns.begin({ personId, method: 'password' }, request, reply);
  }
}
