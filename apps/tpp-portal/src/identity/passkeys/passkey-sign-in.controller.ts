import { Body, Controller, HttpCode, Inject, Post, Req, Res, UseFilters } from '@nestjs/common';
import { randomUuid } from '@sandbank/crypto';
import { Database } from '@sandbank/platform';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PortalErrorFilter } from '../../portal-error.filter.js';
import { PortalError } from '../../portal-error.js';
import { ForVisitors } from '../access.decorator.js';
import { Attempts } from '../attempts.js';
import { email, formOf, personName } from '../fields.js';
import { authenticateBy } from '../passport.js';
import { alreadySignedIn, People } from '../people.js';
import { SignIns } from '../sign-ins.js';
import { registrationAnswer } from './passkey-answers.js';
import { PasskeyCeremonies } from './passkey-ceremonies.js';
import { PasskeyStore } from './passkey.store.js';
import { PasskeyStrategy } from './passkey.strategy.js';

const namingForm = z.strictObject({ name: personName, email });

/** Sign-in and sign-up with nothing but a passkey. */
@Controller('api/passkeys')
@ForVisitors()
@UseFilters(PortalErrorFilter)
export class PasskeySignInController {
  constructor(
    @Inject(SignIns) private readonly signIns: SignIns,
    @Inject(People) private readonly people: People,
    @Inject(PasskeyStore) private readonly passkeys: PasskeyStore,
    @Inject(PasskeyCeremonies) private readonly ceremonies: PasskeyCeremonies,
    @Inject(PasskeyStrategy) private readonly byPasskey: PasskeyStrategy,
    @Inject(Attempts) private readonly attempts: Attempts,
    @Inject(Database) private readonly database: Database,
  ) {}

  @Post('sign-in/options')
  @HttpCode(200)
  async signInOptions(
    @Req() request: FastifyRequest,
  ): Promise<PublicKeyCredentialRequestOptionsJSON> {
    await this.attempts.look(request);
    return this.ceremonies.signIn();
  }

  @Post('sign-in')
  @HttpCode(204)
  async signIn(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const signIn = await authenticateBy(this.byPasskey, request, reply);
    await this.signIns.begin(signIn, request, reply);
  }

  @Post('sign-up/options')
  @HttpCode(200)
  async signUpOptions(
    @Req() request: FastifyRequest,
    @Body() body: unknown,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const wish = formOf(namingForm, body);
    const personId = (await this.guestId(request)) ?? randomUuid();
    await this.attempts.look(request);
    return this.ceremonies.registration({ purpose: 'sign-up', personId, wish }, wish);
  }

  /** An account with a passkey alone. A guest who makes one keeps the workspace and everything in it. */
  @Post('sign-up')
  @HttpCode(204)
  async signUp(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): Promise<void> {
    const answer = formOf(registrationAnswer, body);
    const guestId = await this.guestId(request);
    await this.attempts.signUp(request);
    const { passkey, challenge } = await this.ceremonies.registered(answer, 'sign-up');
    const { personId, wish } = challenge;
    if (wish === undefined || (guestId !== undefined && guestId !== personId)) {
      throw new PortalError('passkey_refused', 'This passkey was made for another workspace.');
    }
    await this.database.transaction(async (transaction) => {
      if (guestId === undefined) await this.people.create(wish, { personId }, transaction);
      else await this.people.claim(personId, wish, null, transaction);
      await this.passkeys.add(personId, 'My first passkey', passkey, transaction);
    });
    await this.signIns.begin({ personId, method: 'passkey' }, request, reply);
  }

  /** The guest who would claim the workspace; undefined for a stranger. Throws for who has an account. */
  private async guestId(request: FastifyRequest): Promise<string | undefined> {
    const member = await this.signIns.find(request);
    if (member !== undefined && !member.isGuest) throw alreadySignedIn();
    return member?.personId;
  }
}
