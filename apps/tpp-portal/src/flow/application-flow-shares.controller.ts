import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  UseFilters,
} from '@nestjs/common';
import { isUuid } from '@sandbank/platform';
import { CurrentApplication, OfApplication } from '../applications/application.guard.js';
import type { Application } from '../applications/application.store.js';
import { ApplicationClients } from '../applications/registration/application-clients.js';
import { PortalError } from '../portal-error.js';
import { parsedQuery } from '../parsed-query.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { ApplicationFlows } from './application-flows.js';
import { shareWish } from './share-wish.js';
import { SharedFlows, type SharedFlow } from './shared-flows.js';

/** Links to the flows of an application, given out and withdrawn by its members. */
@Controller('api/applications/:application/flows/:flow/shares')
@OfApplication()
@UseFilters(PortalErrorFilter)
export class ApplicationFlowSharesController {
  constructor(
    @Inject(ApplicationFlows) private readonly flows: ApplicationFlows,
    @Inject(ApplicationClients) private readonly clients: ApplicationClients,
    @Inject(SharedFlows) private readonly shared: SharedFlows,
  ) {}

  @Get()
  async list(
    @CurrentApplication() application: Application,
    @Param('flow') flow: string,
  ): Promise<{ shares: SharedFlow[] }> {
    return { shares: await this.shared.list({ applicationId: application.id }, flow) };
  }

  @Post()
  @HttpCode(201)
  async share(
    @CurrentApplication() application: Application,
    @Param('flow') flowId: string,
    @Body() body: unknown,
  ): Promise<SharedFlow & { token: string }> {
    const { days } = parsedQuery(shareWish, body ?? {});
    const open = await this.flows.open(await this.clients.of(application), flowId);
    const { flow, bank, bankName, outcome, error, startedAt, recordingFull, hops } = open;
    const document = {
      ...{ flow, bank, bankName, outcome, error, startedAt, recordingFull },
      source: 'records' as const,
      appName: application.name,
      hops: hops.map((hop, index) => ({ ...hop, number: index + 1 })),
    };
    return this.shared.share({ applicationId: application.id }, document, days);
  }

  @Delete(':share')
  @HttpCode(204)
  async withdraw(
    @CurrentApplication() application: Application,
    @Param('flow') flow: string,
    @Param('share') share: string,
  ): Promise<void> {
    if (!isUuid(share)) throw new PortalError('unknown_flow', 'There is no such link.');
    await this.shared.withdraw({ applicationId: application.id }, flow, share);
  }
}
