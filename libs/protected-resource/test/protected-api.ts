import { randomBytes } from 'node:crypto';
import {
  Controller,
  Get,
  Post,
  HttpCode,
  Injectable,
  Module,
  UseGuards,
  type DynamicModule,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { accountAccessTypeName, consentMigrations, ConsentStore } from '@sandbank/consent';
import { fapi2SecurityProfile } from '@sandbank/fapi-policy';
import {
  createLogger,
  createServer,
  DatabaseModule,
  JsonRefusalWriter,
  listenMutualTls,
  PlatformModule,
  RefusalWriter,
  rejectionTable,
  replayGuardTable,
  ServedOverMutualTls,
  type RouteTable,
} from '@sandbank/platform';
import {
  FapiClient,
  freePort,
  TestClock,
  testClientAuthority,
  testDatabase,
  testTls,
  type HttpsAnswer,
  type RequestOverrides,
  type TestDatabase,
} from '@sandbank/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  AccessTokenGuard,
  Authorization,
  ProtectedResourceModule,
  RequireConsent,
  RequireConsentType,
  RequireScope,
  ResourceBanks,
  type ResourceAuthorization,
  type ResourceBank,
} from '../src/index.js';
import { DemandingController } from './demanding.controller.js';
import { TestIssuer } from './test-issuer.js';

const schema = 'resource_server';
const role = 'sandbank_resource_server';

class Protection0001 implements MigrationInterface {
  readonly name = 'Protection1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(replayGuardTable(schema, role));
    await runner.query(rejectionTable(schema, role));
  }

  async down(): Promise<void> {}
}

@Controller(':bank/open-banking/v4.0/aisp')
@ServedOverMutualTls()
@UseGuards(AccessTokenGuard)
@RequireScope('accounts')
class AccountsController {
  @Get('accounts')
  @RequireConsentType(accountAccessTypeName)
  @RequireConsent(['ReadAccountsBasic', 'ReadAccountsDetail'])
  accounts(@Authorization() authorization: ResourceAuthorization): ResourceAuthorization {
    return authorization;
  }

  @Get('balances')
  @RequireConsentType(accountAccessTypeName)
  @RequireConsent(['ReadBalances'])
  balances(@Authorization() authorization: ResourceAuthorization): ResourceAuthorization {
    return authorization;
  }

  @Post('account-access-consents')
  @HttpCode(200)
  ownToken(@Authorization() authorization: ResourceAuthorization): ResourceAuthorization {
    return authorization;
  }
}

export const slugs = ['harbour', 'granite'];

/** An API of two banks behind the guard, with issuer, database, clock and a client to call it. */
export class ProtectedApi {
  private constructor(
    readonly application: NestFastifyApplication,
    readonly baseUrl: string,
    readonly ca: string,
    readonly issuer: TestIssuer,
    readonly clock: TestClock,
    readonly database: TestDatabase,
    readonly consents: ConsentStore,
    readonly client: FapiClient,
    /** Where certificates are asked for. */
    readonly mutualTlsUrl: string | undefined,
  ) {}

  /** With `mutualTls` it has a second listener, and takes tokens that are bound to certificates. */
  static async start({ mutualTls = false } = {}): Promise<ProtectedApi> {
    const [tls, database] = await Promise.all([
      testTls(),
      testDatabase({ migrations: { consent: consentMigrations, [schema]: [Protection0001] } }),
    ]);
    const issuer = await TestIssuer.start(tls, slugs);
    const clock = new TestClock();
    const port = await freePort();
    const baseUrl = `https://localhost:${port}`;
    const mutualTlsPort = mutualTls ? await freePort() : undefined;
    const mutualTlsUrl =
      mutualTlsPort === undefined ? undefined : `https://localhost:${mutualTlsPort}`;
    const clientAuthorities = (await testClientAuthority()).ca;
    const logger = createLogger('protected-api', 'silent');
    const application = await createServer({
      ...{ tls, logger, bodies: ['json', 'form'] },
      mutualTls: mutualTls ? { clientAuthorities } : undefined,
      module: (routes) =>
        apiModule({ routes, clock, database, issuer, baseUrl, mutualTlsUrl, ca: tls.ca }),
    });
    await application.listen({ host: 'localhost', port });
    if (mutualTlsPort !== undefined)
      await listenMutualTls(application, { host: 'localhost', port: mutualTlsPort });
    const client = await FapiClient.create({
      ...{ issuer: issuer.url('harbour'), clientId: 'client-tally', ca: tls.ca, key: {} },
      redirectUri: 'https://localhost/callback',
      now: () => clock.now(),
    });
    const consents = new ConsentStore(database.connect('authorizationServer'));
    return new ProtectedApi(
      ...([application, baseUrl, tls.ca, issuer, clock] as const),
      ...([database, consents, client, mutualTlsUrl] as const),
    );
  }

  async stop(): Promise<void> {
    await this.application.close();
    await this.issuer.stop();
    await this.database.drop();
  }

  resource(slug = 'harbour'): string {
    return `${this.baseUrl}/${slug}/open-banking/v4.0`;
  }

  url(path = '/aisp/accounts', slug = 'harbour'): string {
    return this.resource(slug) + path;
  }

  call(token: string, overrides: RequestOverrides = {}): Promise<HttpsAnswer> {
    return this.client.call(overrides.url ?? this.url(), token, overrides);
  }
}

interface Parts {
  readonly routes: RouteTable;
  readonly clock: TestClock;
  readonly database: TestDatabase;
  readonly issuer: TestIssuer;
  readonly baseUrl: string;
  readonly mutualTlsUrl: string | undefined;
  readonly ca: string;
}

function apiModule(parts: Parts): DynamicModule {
  const { routes, clock, database, issuer, baseUrl, mutualTlsUrl, ca } = parts;
  @Injectable()
  class TestBanks extends ResourceBanks {
    async find(slug: string): Promise<ResourceBank | undefined> {
      if (!slugs.includes(slug)) return undefined;
      const profile = fapi2SecurityProfile;
      return { slug, name: `The ${slug} bank`, issuer: issuer.url(slug), profile };
    }
  }

  @Module({})
  class ApiModule {}

  const logger = createLogger('protected-api', 'silent');
  return {
    module: ApiModule,
    controllers: [AccountsController, DemandingController],
    imports: [
      DatabaseModule.forRoot({
        ...{ url: database.url('resourceServer'), schema, entities: [] },
        applicationName: 'protected-api',
      }),
      PlatformModule.forRoot({
        ...{ schema, logger, routes, clock, ringTables: ['replay_guard'] },
        refusalWriter: { provide: RefusalWriter, useClass: JsonRefusalWriter },
      }),
      ProtectedResourceModule.register({
        ...{ baseUrl, mutualTlsUrl, apiPath: 'open-banking/v4.0', nonceKey: randomBytes(32) },
        certificateAuthority: ca,
        scopes: ['accounts'],
        authorizationDetailsTypes: ['urn:sandbank:account-access:v1'],
        banks: TestBanks,
      }),
    ],
  };
}
