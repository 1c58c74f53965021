import { Controller, Get, Injectable, Module, UseGuards, type DynamicModule } from '@nestjs/common';
import { fapi2SecurityProfile } from '@sandbank/fapi-policy';
import {
  createLogger,
  createServer,
  DatabaseModule,
  JsonRefusalWriter,
  PlatformModule,
  RefusalWriter,
  rejectionTable,
  replayGuardTable,
  type RouteTable,
} from '@sandbank/platform';
import {
  AccessTokenGuard,
  Authorization,
  ProtectedResourceModule,
  RequireScope,
  ResourceBanks,
  type ResourceAuthorization,
  type ResourceBank,
} from '@sandbank/protected-resource';
import { freePort, type FapiClient, type HttpsAnswer } from '@sandbank/testing';
import type { RunningServer } from './running-server.js';

const schema = 'resource_server';
const role = 'sandbank_resource_server';
const path = '/harbour/open-banking/v4.0/accounts';

@Controller(':bank/open-banking/v4.0/accounts')
@UseGuards(AccessTokenGuard)
@RequireScope('accounts')
class AccountsController {
  @Get()
  accounts(@Authorization() authorization: ResourceAuthorization): ResourceAuthorization {
    return authorization;
  }
}

/** One process of the bank's API, in the role and on the database that it has in earnest. */
export interface BankApi {
  /** Calls it with a token of this client. */
  call(client: FapiClient, token: string): Promise<HttpsAnswer>;
}

/** Starts several of them; they stop together. */
export async function startBankApis(
  server: RunningServer,
  count: number,
): Promise<{ readonly apis: readonly BankApi[]; stop(): Promise<void> }> {
  for (const table of [replayGuardTable(schema, role), rejectionTable(schema, role)]) {
    await server.database.query(table);
  }
  const baseUrl = new URL(server.resourceBase).origin;
  const logger = createLogger('bank-api', 'silent');
  const applications = await Promise.all(
    Array.from({ length: count }, async () => {
      const application = await createServer({
        ...{ tls: server.tls, logger, bodies: [] },
        module: (routes) => apiModule(server, baseUrl, routes),
      });
      const port = await freePort();
      await application.listen({ host: 'localhost', port });
      return { application, port };
    }),
  );
  return {
    apis: applications.map(({ port }) => ({
      // All of them answer to one public URL, as behind a load balancer.
      call: (client, token) =>
        client.call(`https://localhost:${port}${path}`, token, {
          proof: { claims: { htu: baseUrl + path } },
        }),
    })),
    stop: async () => {
      await Promise.all(applications.map(({ application }) => application.close()));
    },
  };
}

function apiModule(server: RunningServer, baseUrl: string, routes: RouteTable): DynamicModule {
  @Injectable()
  class TestBanks extends ResourceBanks {
    async find(slug: string): Promise<ResourceBank> {
      return { slug, name: slug, issuer: server.issuer, profile: fapi2SecurityProfile };
    }
  }

  @Module({})
  class ApiModule {}

  const logger = createLogger('bank-api', 'silent');
  return {
    module: ApiModule,
    controllers: [AccountsController],
    imports: [
      DatabaseModule.forRoot({
        ...{ url: server.database.url('resourceServer'), schema, entities: [] },
        applicationName: 'bank-api',
      }),
      PlatformModule.forRoot({
        ...{ schema, logger, routes, clock: server.clock, ringTables: ['replay_guard'] },
        refusalWriter: { provide: RefusalWriter, useClass: JsonRefusalWriter },
      }),
      ProtectedResourceModule.register({
        ...{ baseUrl, apiPath: 'open-banking/v4.0', nonceKey: Buffer.alloc(32, 9) },
        certificateAuthority: server.tls.ca,
        scopes: ['accounts'],
        authorizationDetailsTypes: [],
        banks: TestBanks,
      }),
    ],
  };
}
