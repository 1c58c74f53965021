import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  appUrl,
  Clock,
  Database,
  LOGGER,
  RefusalFilter,
  RefusalWriter,
  RejectionRecorder,
  RouteTable,
  type Logger,
  type ServerSettings,
} from '@sandbank/platform';
import { SETTINGS } from '../config.js';
import { ClientsController } from './clients.controller.js';
import type { ControlAccess } from './control-settings.js';
import { ConsentsController } from './consents.controller.js';
import { ControlRefusalWriter } from './control-refusal.writer.js';
import { KeysController } from './keys.controller.js';
import { OPERATOR_TOKEN_DIGEST, OperatorTokenGuard } from './operator-token.guard.js';
import { OPERATOR, Orders, type OperatorOfControl } from './orders.service.js';
import { AUDITOR_URL, RecordExports } from './record-exports.js';
import { RecordController } from './record.controller.js';

/** The banks' application, as far as the control API works on its parts. */
export type Banks = Pick<NestFastifyApplication, 'get'>;

/** The control API: an application of its own, which has the banks' database and clock and none of their routes. */
@Module({})
export class ControlModule {
  static forRoot(banks: Banks, access: ControlAccess, routes: RouteTable): DynamicModule {
    const settings = banks.get<ServerSettings, ServerSettings>(SETTINGS);
    const { SANDBANK_SECRET_FILE: secret, SANDBANK_AUTHORIZATION_SERVER_URL: baseUrl } = settings;
    const database = banks.get<Database, Database>(Database);
    const clock = banks.get<Clock, Clock>(Clock);
    const operator: OperatorOfControl = { database, clock, secret, baseUrl };
    return {
      module: ControlModule,
      controllers: [ClientsController, ConsentsController, KeysController, RecordController],
      providers: [
        { provide: Clock, useValue: clock },
        { provide: LOGGER, useValue: banks.get<Logger, Logger>(LOGGER) },
        {
          provide: RejectionRecorder,
          useValue: banks.get<RejectionRecorder, RejectionRecorder>(RejectionRecorder),
        },
        { provide: RouteTable, useValue: routes },
        { provide: OPERATOR, useValue: operator },
        { provide: OPERATOR_TOKEN_DIGEST, useValue: access.tokenDigest },
        { provide: AUDITOR_URL, useValue: auditorUrlOf(settings, access) },
        { provide: RefusalWriter, useClass: ControlRefusalWriter },
        // Whatever route is added: it stands behind the guard.
        { provide: APP_GUARD, useClass: OperatorTokenGuard },
        { provide: APP_FILTER, useClass: RefusalFilter },
        Orders,
        RecordExports,
      ],
    };
  }
}

const auditorUrlOf = (
  { SANDBANK_DATABASE_URL: url }: ServerSettings,
  { auditorPassword: password }: ControlAccess,
): string | undefined => (password === undefined ? undefined : appUrl(url, 'auditor', password));
