import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Req,
  UseFilters,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  CurrentMember,
  CurrentOrganisation,
  ForMembers,
  ForVisitors,
  OfOrganisation,
} from '../identity/access.decorator.js';
import { Attempts } from '../identity/attempts.js';
import { formOf } from '../identity/fields.js';
import { roles, type Member, type Membership } from '../identity/member.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { PortalError } from '../portal-error.js';
import { InvitationStore, type InvitationOffer, type InvitationView } from './invitation.store.js';

const roleForm = z.strictObject({ role: z.enum(roles, 'The role is owner or member.') });

/** Links into an organisation. No mail is sent in a sandbox: whoever invites passes the link on. */
@Controller('api')
@UseFilters(PortalErrorFilter)
export class InvitationsController {
  constructor(
    @Inject(InvitationStore) private readonly invitations: InvitationStore,
    @Inject(Attempts) private readonly attempts: Attempts,
  ) {}

  @Get('organisations/:organisation/invitations')
  @OfOrganisation('owner')
  async list(
    @CurrentOrganisation() { id }: Membership,
  ): Promise<{ invitations: InvitationView[] }> {
    return { invitations: await this.invitations.list(id) };
  }

  /** Answers the token of the link, once. */
  @Post('organisations/:organisation/invitations')
  @OfOrganisation('owner')
  @HttpCode(201)
  async invite(
    @CurrentOrganisation() { id }: Membership,
    @CurrentMember() { personId, isGuest }: Member,
    @Body() body: unknown,
  ): Promise<{ token: string }> {
    const { role } = formOf(roleForm, body);
    if (isGuest) {
      throw new PortalError('claim_first', 'Claim the workspace before you invite others to it.');
    }
    return { token: await this.invitations.invite(id, personId, role) };
  }

  @Delete('organisations/:organisation/invitations/:invitation')
  @OfOrganisation('owner')
  @HttpCode(204)
  async withdraw(
    @CurrentOrganisation() { id }: Membership,
    @Param('invitation', ParseUUIDPipe) invitationId: string,
  ): Promise<void> {
    await this.invitations.withdraw(id, invitationId);
  }

  /** What a link offers, before anybody signs up for it. */
  @Get('invitations/:token')
  @ForVisitors()
  async look(
    @Req() request: FastifyRequest,
    @Param('token') token: string,
  ): Promise<InvitationOffer> {
    await this.attempts.look(request);
    return this.invitations.look(token);
  }

  @Post('invitations/:token/acceptance')
  @ForMembers()
  @HttpCode(200)
  async accept(
    @CurrentMember() member: Member,
    @Param('token') token: string,
  ): Promise<{ organisation: string }> {
    return { organisation: await this.invitations.accept(token, member) };
  }
}
