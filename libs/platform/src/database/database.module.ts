import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Pool } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Database, hearEarlyEnds } from './database.js';

export interface DatabaseSettings {
  /** Connection URL of the app's own role. */
  readonly url: string;
  readonly password?: string | undefined;
  /** The schema that the app owns. */
  readonly schema: string;
  readonly applicationName: string;
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  readonly poolMax?: number;
}

/** The connection URL with the password put in, percent-encoded. */
export function withPassword(url: string, password: string | undefined): string {
  if (password === undefined) return url;
  const complete = new URL(url);
  complete.password = encodeURIComponent(password);
  return complete.href;
}

/** TypeORM's options as this product uses them: never `synchronize`, migrations by their own command. */
export function dataSourceOptions(settings: DatabaseSettings): DataSourceOptions {
  return {
    type: 'postgres',
    url: withPassword(settings.url, settings.password),
    schema: settings.schema,
    entities: settings.entities,
    synchronize: false,
    applicationName: settings.applicationName,
    extra: {
      max: settings.poolMax ?? 10,
      connectionTimeoutMillis: 5000,
      statement_timeout: 10_000,
      // A server that hangs, or a network that drops everything, cannot keep the limit before.
      query_timeout: 12_000,
      idle_in_transaction_session_timeout: 10_000,
    },
  };
}

const poolOf = (dataSource: DataSource): Pool =>
  (dataSource.driver as unknown as { master: Pool }).master;

/** Gives an app its data source (administration, cold paths) and `Database` (hot paths) over one pool. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  static forRoot(settings: DatabaseSettings): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [TypeOrmModule.forRoot({ ...dataSourceOptions(settings), retryAttempts: 3 })],
      providers: [
        {
          provide: Database,
          useFactory: (source: DataSource) => new Database(hearEarlyEnds(poolOf(source))),
          inject: [DataSource],
        },
      ],
      exports: [Database, TypeOrmModule],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
