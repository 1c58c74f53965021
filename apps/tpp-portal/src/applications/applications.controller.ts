import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Post,
  Put,
  UseFilters,
} from '@nestjs/common';
import { CurrentMember, ForMembers } from '../identity/access.decorator.js';
import type { Member } from '../identity/member.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { applicationChange, applicationForm } from './application-form.js';
import { CurrentApplication, OfApplication } from './application.guard.js';
import { applicationView, type ApplicationView } from './application-views.js';
import { ApplicationStore, type Application } from './application.store.js';
import { ApplicationsService } from './applications.service.js';
import { parsedForm } from './parsed-form.js';
import { ApplicationClients } from './registration/application-clients.js';

/** Applications of the member's organisations. */
@Controller('api/applications')
@UseFilters(PortalErrorFilter)
export class ApplicationsController {
  constructor(
    @Inject(ApplicationStore) private readonly store: ApplicationStore,
    @Inject(ApplicationClients) private readonly clients: ApplicationClients,
    @Inject(ApplicationsService) private readonly applications: ApplicationsService,
  ) {}

  @Get()
  @ForMembers()
  async list(@CurrentMember() member: Member): Promise<{ applications: ApplicationView[] }> {
    const applications = await this.store.listOfMember(member.personId);
    const clients = await this.clients.ofAll(applications);
    return { applications: applications.map((one) => applicationView(one, clients, member)) };
  }

  @Post()
  @ForMembers()
  @HttpCode(201)
  async create(@CurrentMember() member: Member, @Body() body: unknown): Promise<ApplicationView> {
    const made = await this.applications.create(member, parsedForm(applicationForm, body));
    return applicationView(made, [], member);
  }

  @Get(':application')
  @OfApplication()
  async find(
    @CurrentMember() member: Member,
    @CurrentApplication() application: Application,
  ): Promise<ApplicationView> {
    return applicationView(application, await this.clients.of(application), member);
  }

  @Put(':application')
  @OfApplication()
  async change(
    @CurrentMember() member: Member,
    @CurrentApplication() application: Application,
    @Body() body: unknown,
  ): Promise<ApplicationView> {
    const wanted = parsedForm(applicationChange, body);
    const changed = await this.applications.change(application, wanted);
    return applicationView(changed, await this.clients.of(changed), member);
  }

  @Delete(':application')
  @OfApplication()
  @HttpCode(204)
  async end(@CurrentApplication() application: Application): Promise<void> {
    await this.applications.end(application);
  }
}
