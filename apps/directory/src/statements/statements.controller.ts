import { Controller, Inject, Param, Post } from '@nestjs/common';
import { randomUuid } from '@sandbank/crypto';
import { Clock } from '@sandbank/platform';
import { ForOrganisation } from '../access/access.decorator.js';
import { CurrentOrganisation } from '../access/current-organisation.decorator.js';
import { UuidPipe } from '../access/uuid.pipe.js';
import { SETTINGS, type DirectorySettings } from '../config.js';
import { SigningKeys } from '../keys/signing-keys.js';
import type { OrganisationEntity } from '../organisations/organisation.entity.js';
import { SoftwareCatalogue } from '../software/software-catalogue.js';
import { statementClaims, statementSeconds, statementTyp } from './software-statement.js';

/** Signs software statements, each for an hour. */
@Controller('organisations/:organisation/software/:software/statements')
@ForOrganisation()
export class StatementsController {
  constructor(
    @Inject(SoftwareCatalogue) private readonly catalogue: SoftwareCatalogue,
    @Inject(SigningKeys) private readonly keys: SigningKeys,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: DirectorySettings,
  ) {}

  @Post()
  async make(
    @CurrentOrganisation() organisation: OrganisationEntity,
    @Param('software', UuidPipe) softwareId: string,
  ): Promise<object> {
    const software = await this.catalogue.find(organisation, softwareId);
    const issuedAt = this.clock.nowSeconds();
    const { SANDBANK_DIRECTORY_URL: issuer } = this.settings;
    const claims = statementClaims(organisation, software, {
      ...{ issuer, issuedAt, jti: randomUuid() },
    });
    return {
      software_statement: await this.keys.sign({ typ: statementTyp }, claims),
      expires_at: new Date((issuedAt + statementSeconds) * 1000).toISOString(),
    };
  }
}
