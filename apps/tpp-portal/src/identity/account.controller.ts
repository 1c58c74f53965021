import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Put,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { PortalError } from '../portal-error.js';
import { CurrentMember, ForMembers } from './access.decorator.js';
import { Attempts } from './attempts.js';
import { email, formOf, personName, typedPassword } from './fields.js';
import { FreshSignIn } from './fresh-sign-in.js';
import type { Member } from './member.js';
import { assertUsablePassword } from './password-rules.js';
import { Passwords } from './passwords.js';
import { People } from './people.js';
import { SignIns, type SignInView } from './sign-ins.js';

const namingForm = z.strictObject({ name: personName, email });
const passwordForm = z.strictObject({
  current: typedPassword.optional(),
  password: typedPassword,
});

/** A person's own account. */
@Controller('api/account')
@ForMembers()
@UseFilters(PortalErrorFilter)
export class AccountController {
  constructor(
    @Inject(SignIns) private readonly signIns: SignIns,
    @Inject(People) private readonly people: People,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(Attempts) private readonly attempts: Attempts,
    @Inject(FreshSignIn) private readonly fresh: FreshSignIn,
  ) {}

  @Get()
  async waysIn(
    @CurrentMember() { personId }: Member,
  ): Promise<{ hasPassword: boolean; passkeys: number }> {
    return this.people.waysIn(personId);
  }

  @Put()
  @HttpCode(204)
  async rename(
    @Req() request: FastifyRequest,
    @CurrentMember() member: Member,
    @Body() body: unknown,
  ): Promise<void> {
    const naming = formOf(namingForm, body);
    if (naming.email !== member.email) {
      // The address is a way in: it is what a password is asked for.
      this.fresh.assert(member);
      // It tells which addresses are taken, as a sign-up does, and no faster.
      await this.attempts.signUp(request);
    }
    await this.people.rename(member.personId, naming);
  }

  /** Another password, or the first. All other browsers are signed out; this one gets another session. */
  @Put('password')
  @HttpCode(204)
  async setPassword(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentMember() member: Member,
    @Body() body: unknown,
  ): Promise<void> {
    const { current, password } = formOf(passwordForm, body);
    const account = member.email ?? '';
    assertUsablePassword(password, account);
    const known = await this.people.password(account);
    if (known === undefined) this.fresh.assert(member);
    else {
      const attempt = await this.attempts.password(account, request);
      if (!(await this.passwords.matches(known.hash, current ?? ''))) {
        throw new PortalError('unusable_field', 'This is not your password so far.', {
          field: 'current',
        });
      }
      await this.attempts.forgive(attempt);
    }
    await this.people.setPassword(member.personId, await this.passwords.hash(password));
    await this.signIns.endOthers(member);
    await this.signIns.begin({ personId: member.personId, method: 'password' }, request, reply);
  }

  @Get('sign-ins')
  async list(@CurrentMember() member: Member): Promise<{ signIns: SignInView[] }> {
    return { signIns: await this.signIns.list(member) };
  }

  /** Ends the sign-ins of all other browsers. */
  @Delete('sign-ins')
  @HttpCode(204)
  async endOthers(@CurrentMember() member: Member): Promise<void> {
    await this.signIns.endOthers(member);
  }

  @Delete('sign-ins/:signIn')
  @HttpCode(204)
  async endOne(
    @CurrentMember() member: Member,
    @Param('signIn', ParseUUIDPipe) signInId: string,
  ): Promise<void> {
    if (await this.signIns.endOne(member, signInId)) return;
    throw new PortalError('unknown_sign_in', 'There is no such sign-in.');
  }
}
