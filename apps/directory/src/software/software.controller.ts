import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import { z } from 'zod';
import { ForOrganisation } from '../access/access.decorator.js';
import { parsedBody } from '../access/body.js';
import { CurrentOrganisation } from '../access/current-organisation.decorator.js';
import { UuidPipe } from '../access/uuid.pipe.js';
import { certificateRequest } from '../certificates/certificate.schema.js';
import { Certificates } from '../certificates/certificates.js';
import { SETTINGS, type DirectorySettings } from '../config.js';
import type { OrganisationEntity } from '../organisations/organisation.entity.js';
import { pastedKeys, pastedKeySet } from './pasted-keys.js';
import { SoftwareCatalogue, type StoredSoftware } from './software-catalogue.js';
import { softwareResource } from './software-resource.js';
import { softwareMetadata } from './software.schema.js';

const newSoftware = z.object({
  ...softwareMetadata.shape,
  certificate_requests: z.array(certificateRequest).max(4).default([]),
  jwks: pastedKeySet.optional(),
});

/** The software of an organisation, for that organisation alone. */
@Controller('organisations/:organisation/software')
@ForOrganisation()
export class SoftwareController {
  constructor(
    @Inject(SoftwareCatalogue) private readonly catalogue: SoftwareCatalogue,
    @Inject(Certificates) private readonly certificates: Certificates,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: DirectorySettings,
  ) {}

  @Post()
  async add(
    @CurrentOrganisation() organisation: OrganisationEntity,
    @Body() body: unknown,
  ): Promise<object> {
    const {
      certificate_requests: certificateRequests,
      jwks,
      ...metadata
    } = parsedBody(newSoftware, body);
    const keys = jwks === undefined ? [] : pastedKeys(jwks);
    const added = await this.catalogue.add(organisation, { metadata, keys, certificateRequests });
    return this.shown(added.software, added.certificates);
  }

  @Get()
  async list(@CurrentOrganisation() organisation: OrganisationEntity): Promise<object> {
    const software = await this.catalogue.ofOrganisation(organisation);
    const certificates = await this.certificates.of(software.map(({ softwareId }) => softwareId));
    return { software: software.map((each) => this.shown(each, certificates)) };
  }

  @Get(':software')
  async show(
    @CurrentOrganisation() organisation: OrganisationEntity,
    @Param('software', UuidPipe) softwareId: string,
  ): Promise<object> {
    return this.withCertificates(await this.catalogue.find(organisation, softwareId));
  }

  @Put(':software')
  async replace(
    @CurrentOrganisation() organisation: OrganisationEntity,
    @Param('software', UuidPipe) softwareId: string,
    @Body() body: unknown,
  ): Promise<object> {
    const metadata = parsedBody(softwareMetadata, body);
    const replaced = await this.catalogue.replace(organisation, softwareId, metadata);
    return this.withCertificates(replaced);
  }

  @Put(':software/jwks')
  async replaceKeys(
    @CurrentOrganisation() organisation: OrganisationEntity,
    @Param('software', UuidPipe) softwareId: string,
    @Body() body: unknown,
  ): Promise<object> {
    const keys = pastedKeys(parsedBody(pastedKeySet, body));
    const { keys: stored } = await this.catalogue.replaceKeys(organisation, softwareId, keys);
    return { keys: stored };
  }

  @Delete(':software')
  @HttpCode(204)
  async withdraw(
    @CurrentOrganisation() organisation: OrganisationEntity,
    @Param('software', UuidPipe) softwareId: string,
  ): Promise<void> {
    await this.catalogue.withdraw(organisation, softwareId);
  }

  private async withCertificates(software: StoredSoftware): Promise<object> {
    return this.shown(software, await this.certificates.of([software.softwareId]));
  }

  private shown(
    software: StoredSoftware,
    certificates: Parameters<typeof softwareResource>[1],
  ): object {
    const { SANDBANK_DIRECTORY_URL: url } = this.settings;
    return softwareResource(software, certificates, url, this.clock.now());
  }
}
