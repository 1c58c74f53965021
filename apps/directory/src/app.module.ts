import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import {
  DatabaseModule,
  JsonRefusalWriter,
  PlatformModule,
  RefusalWriter,
  type Clock,
  type Logger,
  type RouteTable,
} from '@sandbank/platform';
import { AccessGuard } from './access/access.guard.js';
import { Authorities } from './authority/authorities.js';
import { AuthoritiesController } from './authority/authorities.controller.js';
import { AuthorityKeys } from './authority/authority-keys.js';
import { AuthoritySweeper } from './authority/authority.sweeper.js';
import { RevocationLists } from './authority/revocation-lists.js';
import { Certificates } from './certificates/certificates.js';
import { CertificatesController } from './certificates/certificates.controller.js';
import { Issuing } from './certificates/issuing.js';
import { Revoking } from './certificates/revoking.js';
import { SETTINGS, type DirectorySettings } from './config.js';
import { entities } from './entities.js';
import { SigningKeys } from './keys/signing-keys.js';
import { SigningKeySweeper } from './keys/signing-key.sweeper.js';
import { MetadataController } from './metadata/metadata.controller.js';
import { Organisations } from './organisations/organisations.js';
import { OrganisationsController } from './organisations/organisations.controller.js';
import { ParticipantSweeper } from './participants/participant.sweeper.js';
import { Participants } from './participants/participants.js';
import { RegisterController } from './register/register.controller.js';
import { SoftwareJwksController } from './software/jwks.controller.js';
import { PublishedKeys } from './software/published-keys.js';
import { SoftwareCatalogue } from './software/software-catalogue.js';
import { SoftwareController } from './software/software.controller.js';
import { StatementsController } from './statements/statements.controller.js';

export interface DirectoryParts {
  readonly settings: DirectorySettings;
  readonly logger: Logger;
  /** Another clock than the machine's. */
  readonly clock?: Clock;
}

/** The directory: who takes part, with which software, keys and certificates. */
@Module({})
export class AppModule {
  static with({ settings, logger, clock }: DirectoryParts, routes: RouteTable): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot({
          url: settings.SANDBANK_DATABASE_URL,
          password: settings.SANDBANK_DATABASE_PASSWORD_FILE,
          schema: 'directory',
          applicationName: 'sandbank-directory',
          entities,
        }),
        TypeOrmModule.forFeature(entities),
        PlatformModule.forRoot({
          schema: 'directory',
          logger,
          routes,
          clock,
          ringTables: [],
          refusalWriter: { provide: RefusalWriter, useClass: JsonRefusalWriter },
        }),
      ],
      controllers: [
        MetadataController,
        AuthoritiesController,
        SoftwareJwksController,
        OrganisationsController,
        SoftwareController,
        CertificatesController,
        StatementsController,
        RegisterController,
      ],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: APP_GUARD, useClass: AccessGuard },
        AuthorityKeys,
        RevocationLists,
        Authorities,
        AuthoritySweeper,
        SigningKeys,
        SigningKeySweeper,
        Organisations,
        Issuing,
        Certificates,
        Revoking,
        SoftwareCatalogue,
        PublishedKeys,
        Participants,
        ParticipantSweeper,
      ],
    };
  }
}
