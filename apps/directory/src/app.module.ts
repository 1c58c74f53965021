import { Module, type DynamicModule } from '@nestjs/common';
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
import { SETTINGS, type DirectorySettings } from './config.js';
import { entities } from './entities.js';

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
      controllers: [],
      providers: [{ provide: SETTINGS, useValue: settings }],
    };
  }
}
