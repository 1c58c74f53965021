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
  Put,
  UseFilters,
} from '@nestjs/common';
import { z } from 'zod';
import {
  CurrentMember,
  CurrentOrganisation,
  ForMembers,
  OfOrganisation,
} from '../identity/access.decorator.js';
import { formOf, organisationName } from '../identity/fields.js';
import { roles, type Member, type Membership } from '../identity/member.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { PortalError } from '../portal-error.js';
import { OrganisationStore, type MemberView } from './organisation.store.js';

const namingForm = z.strictObject({ name: organisationName });
const roleForm = z.strictObject({ role: z.enum(roles, 'The role is owner or member.') });

/** The organisations of whoever is signed in, and the people in them. */
@Controller('api/organisations')
@UseFilters(PortalErrorFilter)
export class OrganisationsController {
  constructor(@Inject(OrganisationStore) private readonly organisations: OrganisationStore) {}

  @Post()
  @ForMembers()
  @HttpCode(201)
  async create(
    @CurrentMember() { personId, isGuest }: Member,
    @Body() body: unknown,
  ): Promise<{ id: string }> {
    const { name } = formOf(namingForm, body);
    if (isGuest) throw new PortalError('claim_first', 'A guest has one workspace: claim it first.');
    return { id: await this.organisations.create(name, personId) };
  }

  @Get(':organisation')
  @OfOrganisation()
  organisation(@CurrentOrganisation() organisation: Membership): Membership {
    return organisation;
  }

  @Put(':organisation')
  @OfOrganisation('owner')
  @HttpCode(204)
  async rename(@CurrentOrganisation() { id }: Membership, @Body() body: unknown): Promise<void> {
    await this.organisations.rename(id, formOf(namingForm, body).name);
  }

  @Get(':organisation/members')
  @OfOrganisation()
  async members(@CurrentOrganisation() { id }: Membership): Promise<{ members: MemberView[] }> {
    return { members: await this.organisations.members(id) };
  }

  @Put(':organisation/members/:person')
  @OfOrganisation('owner')
  @HttpCode(204)
  async setRole(
    @CurrentOrganisation() { id }: Membership,
    @Param('person', ParseUUIDPipe) personId: string,
    @Body() body: unknown,
  ): Promise<void> {
    await this.organisations.setRole(id, personId, formOf(roleForm, body).role);
  }

  /** An owner takes somebody out, or anybody leaves. */
  @Delete(':organisation/members/:person')
  @OfOrganisation()
  @HttpCode(204)
  async remove(
    @CurrentOrganisation() { id, role }: Membership,
    @CurrentMember() member: Member,
    @Param('person', ParseUUIDPipe) personId: string,
  ): Promise<void> {
    if (role !== 'owner' && personId !== member.personId) {
      throw new PortalError('owners_only', 'Only an owner of the organisation may do this.');
    }
    await this.organisations.remove(id, personId);
  }
}
