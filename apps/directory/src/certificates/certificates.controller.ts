import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import { ForOrganisation } from '../access/access.decorator.js';
import { parsedBody } from '../access/body.js';
import { CurrentOrganisation } from '../access/current-organisation.decorator.js';
import { UuidPipe } from '../access/uuid.pipe.js';
import type { OrganisationEntity } from '../organisations/organisation.entity.js';
import { SoftwareCatalogue } from '../software/software-catalogue.js';
import { certificateResource, type IssuedCertificate } from './certificate-resource.js';
import { certificateRequest, renewal, revocation } from './certificate.schema.js';
import { Certificates } from './certificates.js';
import type { OwnSoftware } from './held-software.js';
import { Revoking } from './revoking.js';

/** The certificates of software, for its organisation alone. */
@Controller('organisations/:organisation/software/:software/certificates')
@ForOrganisation()
export class CertificatesController {
  constructor(
    @Inject(Certificates) private readonly certificates: Certificates,
    @Inject(Revoking) private readonly revoking: Revoking,
    @Inject(SoftwareCatalogue) private readonly catalogue: SoftwareCatalogue,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Post()
  async issue(
    @CurrentOrganisation() organisation: OrganisationEntity,
    @Param('software', UuidPipe) softwareId: string,
    @Body() body: unknown,
  ): Promise<object> {
    const { use, csr } = parsedBody(certificateRequest, body);
    const own = await this.own(organisation, softwareId);
    return this.shown(await this.certificates.issue(own, use, csr));
  }

  @Get()
  async list(
    @CurrentOrganisation() organisation: OrganisationEntity,
    @Param('software', UuidPipe) softwareId: string,
  ): Promise<object> {
    await this.own(organisation, softwareId);
    const certificates = await this.certificates.of([softwareId]);
    return { certificates: certificates.map((certificate) => this.shown(certificate)) };
  }

  @Post(':certificate/renewal')
  async renew(
    @CurrentOrganisation() organisation: OrganisationEntity,
    @Param('software', UuidPipe) softwareId: string,
    @Param('certificate', UuidPipe) certificateId: string,
    @Body() body: unknown,
  ): Promise<object> {
    const csr = parsedBody(renewal, body)?.csr;
    const own = await this.own(organisation, softwareId);
    return this.shown(await this.certificates.renew(own, certificateId, csr));
  }

  @Post(':certificate/revocation')
  @HttpCode(200)
  async revoke(
    @CurrentOrganisation() organisation: OrganisationEntity,
    @Param('software', UuidPipe) softwareId: string,
    @Param('certificate', UuidPipe) certificateId: string,
    @Body() body: unknown,
  ): Promise<object> {
    const reason = parsedBody(revocation, body)?.reason ?? 'unspecified';
    const own = await this.own(organisation, softwareId);
    return this.shown(await this.revoking.revoke(own, certificateId, reason));
  }

  private async own(organisation: OrganisationEntity, softwareId: string): Promise<OwnSoftware> {
    return { organisation, software: await this.catalogue.find(organisation, softwareId) };
  }

  private shown(certificate: IssuedCertificate): object {
    return certificateResource(certificate, this.clock.now());
  }
}
