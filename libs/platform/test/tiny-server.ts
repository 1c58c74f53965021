import {
  Body,
  Controller,
  ForbiddenException,
  Get,
  HttpCode,
  Inject,
  Module,
  Param,
  Post,
  Query,
  Req,
  type DynamicModule,
  type Type,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { invalidClient, invalidGrant, invalidRequest, parseOAuthParameters } from '@sandbank/oauth';
import { testDatabase, testTls, type TestDatabase, type TestTls } from '@sandbank/testing';
import type { FastifyRequest } from 'fastify';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createLogger,
  createServer,
  Database,
  DatabaseModule,
  exchangeTable,
  JsonRefusalWriter,
  PlatformModule,
  RefusalWriter,
  rejectionDetails,
  rejectionTable,
  RejectionRecorder,
  statement,
  type Clock,
  type ExchangeOptions,
  type ServerOptions,
  type RouteTable,
} from '../src/index.js';

const schema = 'tpp_portal';

class Rejections1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(rejectionTable(schema, 'sandbank_tpp_portal'));
    await runner.query(rejectionDetails(schema));
    await runner.query(exchangeTable(schema, 'sandbank_tpp_portal'));
  }
  async down(): Promise<void> {
    throw new Error('forward only');
  }
}

/** Words that only this failure says, to be searched for wherever they must not be. */
export const innerWords = 'the-inner-words-of-a-failure';

/** One route for each way in which a request can end. */
@Controller(':bank')
class TinyController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get('things/:id')
  thing(@Param('id') id: string, @Query() query: Record<string, unknown>) {
    return { id, query };
  }

  @Post('form')
  @HttpCode(200)
  form(@Body() body: unknown) {
    return { ...parseOAuthParameters(typeof body === 'string' ? body : '') };
  }

  @Get('refused')
  refused(@Req() request: FastifyRequest) {
    request.clientId = 'client-tally';
    throw invalidGrant('the code is "not" good', {
      expected: ['a', 'b'],
      received: `${'x'.repeat(499)}😀`,
      cause: new Error(innerWords),
    }).citing('RFC6749-5.2');
  }

  @Post('claimed')
  claimed() {
    throw invalidClient('the client assertion has expired', { received: 1000 }).citing(
      'RFC7523-3-4',
    );
  }

  @Get('hostile')
  hostile() {
    throw invalidRequest('a hostile value', { received: '\ud800\0', expected: { a: '\udfff' } });
  }

  @Get('failing')
  failing() {
    throw new TypeError(innerWords);
  }

  @Get('thrown-string')
  thrownString() {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- so may a library
    throw innerWords;
  }

  @Get('forbidden')
  forbidden() {
    throw new ForbiddenException(innerWords);
  }

  @Get('slow-failure')
  async slowFailure() {
    await this.database.query(statement('test.broken', 'SELECT 1 / 0'));
  }
}

@Module({})
class TinyModule {}

/** A server of the platform over real TLS, on a database of its own. */
export interface TinyServer {
  readonly url: string;
  readonly tls: TestTls;
  readonly database: TestDatabase;
  readonly application: NestFastifyApplication;
  /** Every line that it logged. */
  readonly log: string[];
  /** What it kept of its refusals, oldest first. */
  rejections(): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

export interface TinyOptions {
  readonly bodies?: ServerOptions['bodies'];
  /** Another way to the database than the straight one. */
  readonly through?: (url: string) => Promise<string>;
  readonly mutualTls?: ServerOptions['mutualTls'];
  readonly clock?: Clock;
  readonly tls?: TestTls;
  /** How it records exchanges; it does not by default. */
  readonly exchanges?: ExchangeOptions;
  /** More routes. */
  readonly controllers?: readonly Type[];
}

export async function startTinyServer(options: TinyOptions = {}): Promise<TinyServer> {
  const { bodies = ['form'], through = (url) => Promise.resolve(url) } = options;
  const tls = options.tls ?? (await testTls());
  const database = await testDatabase({ migrations: { [schema]: [Rejections1700000000001] } });
  const databaseUrl = await through(database.url('tppPortal'));
  const log: string[] = [];
  const logger = createLogger('tiny', 'info', { write: (line) => log.push(line) });
  const module = (routes: RouteTable): DynamicModule => ({
    module: TinyModule,
    imports: [
      DatabaseModule.forRoot({ url: databaseUrl, schema, applicationName: 'tiny', entities: [] }),
      PlatformModule.forRoot({
        schema,
        logger,
        routes,
        refusalWriter: { provide: RefusalWriter, useClass: JsonRefusalWriter },
        ringTables: [],
        clock: options.clock,
        ...(options.exchanges && { exchanges: options.exchanges }),
      }),
    ],
    controllers: [TinyController, ...(options.controllers ?? [])],
  });
  const application = await createServer({
    ...{ tls, logger, bodies, module },
    mutualTls: options.mutualTls,
  });
  await application.listen({ host: 'localhost', port: 0 });
  const address = application.getHttpServer().address() as { port: number };
  return {
    url: `https://localhost:${address.port}`,
    tls,
    database,
    application,
    log,
    rejections: async () => {
      await application.get(RejectionRecorder).flush();
      return database.query(`SELECT * FROM ${schema}.rejection ORDER BY id`);
    },
    stop: async () => {
      await application.close();
      await database.drop();
    },
  };
}
