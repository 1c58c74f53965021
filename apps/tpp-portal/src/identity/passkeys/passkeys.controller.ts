import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  UseFilters,
} from '@nestjs/common';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { PortalErrorFilter } from '../../portal-error.filter.js';
import { PortalError } from '../../portal-error.js';
import { CurrentMember, ForMembers } from '../access.decorator.js';
import { formOf, passkeyName } from '../fields.js';
import { FreshSignIn } from '../fresh-sign-in.js';
import type { Member } from '../member.js';
import { registrationAnswer } from './passkey-answers.js';
import { PasskeyCeremonies } from './passkey-ceremonies.js';
import { PasskeyStore, type PasskeyView } from './passkey.store.js';

const form = z.strictObject({ name: passkeyName, passkey: registrationAnswer });

/** The passkeys of whoever is signed in. Who adds or removes a way in has proved lately who they are. */
@Controller('api/passkeys')
@ForMembers()
@UseFilters(PortalErrorFilter)
export class PasskeysController {
  constructor(
    @Inject(PasskeyStore) private readonly passkeys: PasskeyStore,
    @Inject(PasskeyCeremonies) private readonly ceremonies: PasskeyCeremonies,
    @Inject(FreshSignIn) private readonly fresh: FreshSignIn,
  ) {}

  @Get()
  async list(@CurrentMember() { personId }: Member): Promise<{ passkeys: PasskeyView[] }> {
    return { passkeys: await this.passkeys.list(personId) };
  }

  @Post('registration/options')
  @HttpCode(200)
  async options(@CurrentMember() member: Member): Promise<PublicKeyCredentialCreationOptionsJSON> {
    this.fresh.assert(member);
    const { personId, name, email = '' } = member;
    return this.ceremonies.registration({ purpose: 'registration', personId }, { name, email });
  }

  @Post()
  @HttpCode(201)
  async add(
    @CurrentMember() { personId }: Member,
    @Body() body: unknown,
  ): Promise<{ passkeys: PasskeyView[] }> {
    const { name, passkey: answer } = formOf(form, body);
    const { passkey, challenge } = await this.ceremonies.registered(answer, 'registration');
    if (challenge.personId !== personId) {
      throw new PortalError('passkey_refused', 'This passkey was made for another account.');
    }
    await this.passkeys.add(personId, name, passkey);
    return { passkeys: await this.passkeys.list(personId) };
  }

  @Delete(':passkey')
  @HttpCode(204)
  async remove(
    @CurrentMember() member: Member,
    @Param('passkey') passkeyId: string,
  ): Promise<void> {
    this.fresh.assert(member);
    await this.passkeys.remove(member.personId, passkeyId);
  }
}
