import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ForOrganisation, ForRegistrar } from '../access/access.decorator.js';
import { parsedBody } from '../access/body.js';
import { CurrentOrganisation } from '../access/current-organisation.decorator.js';
import type { OrganisationEntity } from './organisation.entity.js';
import { newOrganisation } from './organisation.schema.js';
import { Organisations } from './organisations.js';

/** Enrolling, and what an organisation sees of itself. */
@Controller('organisations')
export class OrganisationsController {
  constructor(@Inject(Organisations) private readonly organisations: Organisations) {}

  @Post()
  @ForRegistrar()
  async enrol(@Body() body: unknown): Promise<object> {
    const given = parsedBody(newOrganisation, body);
    const { organisation, token } = await this.organisations.enrol(given);
    return { ...shown(organisation), token };
  }

  @Get(':organisation')
  @ForOrganisation()
  show(@CurrentOrganisation() organisation: OrganisationEntity): object {
    return shown(organisation);
  }

  @Post(':organisation/token')
  @ForOrganisation()
  async replaceToken(
    @CurrentOrganisation() { organisationId }: OrganisationEntity,
  ): Promise<object> {
    return { token: await this.organisations.replaceToken(organisationId) };
  }
}

const shown = ({ organisationId, name, country, roles, status }: OrganisationEntity): object => ({
  ...{ organisation_id: organisationId, name, country, roles, status },
});
