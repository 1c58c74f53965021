import { Controller, Get, HttpCode, Inject, Param, Post, UseFilters } from '@nestjs/common';
import { CurrentApplication, OfApplication } from '../applications/application.guard.js';
import type { Application } from '../applications/application.store.js';
import { ApplicationClients } from '../applications/registration/application-clients.js';
import { BankRegistry } from '../banks/bank-registry.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { atEachBank, type SilentBank } from '../records/at-each-bank.js';
import type { RecordedConsents } from '../records/recorded.js';
import { RecordsClient } from '../records/records.client.js';
import { recordId, registeredAt } from '../records/registered-at.js';

type RecordedConsent = RecordedConsents['consents'][number];

/** What customers allowed an application, at every bank, the latest first. */
export interface ConsentsView {
  readonly consents: readonly (RecordedConsent & { readonly bank: string })[];
  /** Banks that did not tell. */
  readonly silent: readonly SilentBank[];
  /** Where the application is registered. */
  readonly banks: readonly { readonly slug: string; readonly name: string }[];
}

/** Consents of an application’s own clients. */
@Controller('api/applications/:application/consents')
@OfApplication()
@UseFilters(PortalErrorFilter)
export class ConsentsController {
  constructor(
    @Inject(ApplicationClients) private readonly clients: ApplicationClients,
    @Inject(RecordsClient) private readonly records: RecordsClient,
    @Inject(BankRegistry) private readonly registry: BankRegistry,
  ) {}

  @Get()
  async list(@CurrentApplication() application: Application): Promise<ConsentsView> {
    const clients = await this.clients.of(application);
    const { told, silent } = await atEachBank(clients, (client) => this.records.consents(client));
    const consents = told.flatMap(({ bank, answer }) =>
      answer.consents.map((consent) => ({ ...consent, bank })),
    );
    const since = ({ granted_at: at }: RecordedConsent): number => Date.parse(at ?? '') || 0;
    return {
      consents: consents.sort((one, other) => since(other) - since(one)),
      silent,
      banks: clients.map(({ bank }) => ({
        slug: bank,
        name: this.registry.find(bank)?.name ?? bank,
      })),
    };
  }

  /** Ends a consent as the application itself would: at once, and for good. */
  @Post(':bank/:consent/revocation')
  @HttpCode(204)
  async revoke(
    @CurrentApplication() application: Application,
    @Param('bank') bank: string,
    @Param('consent') consent: string,
  ): Promise<void> {
    const client = registeredAt(await this.clients.of(application), bank);
    await this.records.revokeConsent(client, recordId(consent));
  }
}
