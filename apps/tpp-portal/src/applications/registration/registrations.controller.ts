import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  UseFilters,
} from '@nestjs/common';
import { z } from 'zod';
import { PortalErrorFilter } from '../../portal-error.filter.js';
import { CurrentApplication, OfApplication } from '../application.guard.js';
import { clientView, type ClientView } from '../application-views.js';
import type { Application } from '../application.store.js';
import { assertStands } from '../application-checks.js';
import { parsedForm } from '../parsed-form.js';
import { ApplicationClients } from './application-clients.js';
import { BankDirectory, type ListedBank } from './bank-directory.js';
import { RegistrationsService } from './registrations.service.js';

const form = z.object({ bank: z.string().regex(/^[a-z0-9-]{1,40}$/, 'is no bank') }).strict();

/** Where an application is registered, and where it could be. */
@Controller('api/applications/:application/clients')
@OfApplication()
@UseFilters(PortalErrorFilter)
export class RegistrationsController {
  constructor(
    @Inject(ApplicationClients) private readonly clients: ApplicationClients,
    @Inject(RegistrationsService) private readonly registrations: RegistrationsService,
    @Inject(BankDirectory) private readonly banks: BankDirectory,
  ) {}

  @Get()
  async list(
    @CurrentApplication() application: Application,
  ): Promise<{ clients: ClientView[]; banks: readonly ListedBank[] }> {
    const clients = await this.clients.of(application);
    return {
      clients: clients.map((client) => clientView(client, application)),
      banks: await this.banks.list(),
    };
  }

  @Post()
  @HttpCode(201)
  async register(
    @CurrentApplication() application: Application,
    @Body() body: unknown,
  ): Promise<ClientView> {
    assertStands(application);
    const { bank } = parsedForm(form, body);
    return clientView(await this.registrations.register(application, bank), application);
  }

  @Put(':bank')
  async renew(
    @CurrentApplication() application: Application,
    @Param('bank') bank: string,
  ): Promise<ClientView> {
    assertStands(application);
    return clientView(await this.registrations.renew(application, bank), application);
  }

  @Delete(':bank')
  @HttpCode(204)
  async remove(
    @CurrentApplication() application: Application,
    @Param('bank') bank: string,
  ): Promise<void> {
    await this.registrations.remove(application, bank);
  }
}
