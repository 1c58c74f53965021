import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '@sandbank/platform';
import { DirectoryClient } from '../../directory/directory.client.js';
import type { Application } from '../application.store.js';
import { DirectoryAccounts } from '../directory-accounts.js';
import { ApplicationClients, type ApplicationClient } from './application-clients.js';
import { BankDirectory, type ListedBank } from './bank-directory.js';
import { clientMetadata } from './client-metadata.js';
import { lostRegistration, problemOf, wasRefused } from './client-problem.js';
import {
  isUnknownToken,
  RegistrationClient,
  type RegistrationAccess,
} from './registration.client.js';

/** Makes, changes and ends the clients of an application at banks. */
@Injectable()
export class RegistrationsService {
  constructor(
    @Inject(BankDirectory) private readonly banks: BankDirectory,
    @Inject(ApplicationClients) private readonly clients: ApplicationClients,
    @Inject(RegistrationClient) private readonly registrations: RegistrationClient,
    @Inject(DirectoryClient) private readonly directory: DirectoryClient,
    @Inject(DirectoryAccounts) private readonly accounts: DirectoryAccounts,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Registers the application at a bank that the directory lists. */
  async register(application: Application, slug: string): Promise<ApplicationClient> {
    const bank = await this.banks.get(slug);
    return this.clients.aloneWithNew(application, slug, async () => {
      const made = await this.registrations.create(bank, await this.metadata(application));
      try {
        const client = await this.clients.putNew(application, slug, made, application.revision);
        this.tell(application, client, 'an application was registered at a bank');
        return client;
      } catch (thrown) {
        // What nobody remembers should not be registered.
        await this.registrations.remove(bank, made).catch(() => undefined);
        throw thrown;
      }
    });
  }

  /**
   * Tells the bank what the application is by now. Throws `registration_lost` when the bank does not know the token any
   * more: an earlier answer, with the token that replaced it, never arrived.
   */
  async renew(application: Application, slug: string): Promise<ApplicationClient> {
    const bank = await this.banks.get(slug);
    return this.clients.alone(application, slug, async (client) => {
      const access = await this.standingAccess(application, bank, client);
      const metadata = await this.metadata(application);
      await this.clients.beUnsure(application, slug);
      const body = { client_id: client.clientId, ...metadata };
      const changed = await this.registrations
        .replace(bank, access, body)
        .catch(async (thrown: unknown) => {
          const told = isUnknownToken(thrown) ? lostRegistration(bank.name) : thrown;
          const problem = problemOf(told);
          // A refusal is an answer: nothing was changed. After silence the next look asks first.
          if (wasRefused(thrown)) await this.clients.beSure(application, slug, problem);
          else await this.clients.note(application, slug, problem);
          throw told;
        });
      const renewed = await this.clients.put(application, slug, changed, application.revision);
      this.tell(application, renewed, 'a registration was changed at a bank');
      return renewed;
    });
  }

  /**
   * Ends the client at the bank, and its tokens and grants with it. One that the bank does not know any more is
   * forgotten. Throws `bank_unavailable` or `bank_refused`, after which it is as before.
   */
  async remove(application: Application, slug: string): Promise<void> {
    await this.clients.alone(application, slug, async (client) => {
      if (client.access !== undefined) {
        const bank = await this.banks.get(slug);
        await this.registrations.remove(bank, client.access).catch(async (thrown: unknown) => {
          await this.clients.note(application, slug, problemOf(thrown));
          throw thrown;
        });
      }
      await this.clients.remove(application, slug);
      this.tell(application, client, 'a registration was ended at a bank');
    });
  }

  private async metadata(application: Application): Promise<Record<string, unknown>> {
    const account = await this.accounts.of(application.organisationId);
    const key = { ...account, softwareId: application.softwareId };
    const software = await this.directory.software(key);
    const { software_statement: statement } = await this.directory.statement(key);
    return clientMetadata(application.profile, software, statement);
  }

  /** The access that the bank still believes. Where a change may or may not have reached it, the bank is asked first. */
  private async standingAccess(
    application: Application,
    bank: ListedBank,
    client: ApplicationClient,
  ): Promise<RegistrationAccess> {
    const { access, unsureSince } = client;
    const read =
      access === undefined || unsureSince === undefined
        ? undefined
        : await this.registrations.read(bank, access);
    if (access !== undefined && unsureSince === undefined) return access;
    if (read !== undefined) {
      // A server that gives a new token at each reading as well: this one is kept before anything else is done.
      await this.clients.put(application, bank.slug, read, client.revision);
      return read;
    }
    const lost = lostRegistration(bank.name);
    await this.clients.note(application, bank.slug, problemOf(lost));
    throw lost;
  }

  private tell(
    application: Application,
    { bank, clientId }: ApplicationClient,
    what: string,
  ): void {
    this.logger.info({ application: application.id, bank, client: clientId }, what);
  }
}
