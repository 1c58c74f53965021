import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { LOGGER, type Logger } from '@sandbank/platform';
import { DirectoryClient, type DirectoryAccount } from '../directory/directory.client.js';
import type { Software } from '../directory/directory-documents.js';
import type { Member } from '../identity/member.js';
import { OrganisationEndings } from '../organisations/organisation-endings.js';
import { PortalError } from '../portal-error.js';
import { assertKeys, assertStands, softwareOf } from './application-checks.js';
import type { ApplicationChange, ApplicationForm } from './application-form.js';
import { ApplicationStore, type Application } from './application.store.js';
import { DirectoryAccounts } from './directory-accounts.js';
import { ApplicationClients } from './registration/application-clients.js';
import { RegistrationsService } from './registration/registrations.service.js';

/** How many applications an organisation may have. */
const applicationsMax = 20;

/** Makes, changes and ends applications: at the directory first, whose word counts, then here, then at the banks. */
@Injectable()
export class ApplicationsService implements OnModuleInit {
  constructor(
    @Inject(ApplicationStore) private readonly applications: ApplicationStore,
    @Inject(ApplicationClients) private readonly clients: ApplicationClients,
    @Inject(RegistrationsService) private readonly registrations: RegistrationsService,
    @Inject(DirectoryAccounts) private readonly accounts: DirectoryAccounts,
    @Inject(DirectoryClient) private readonly directory: DirectoryClient,
    @Inject(OrganisationEndings) private readonly endings: OrganisationEndings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** An organisation goes when all that it has at banks and at the directory has gone. */
  onModuleInit(): void {
    this.endings.add(async (organisationId) => {
      for (const application of await this.applications.listOfOrganisation(organisationId))
        await this.end(application);
    });
  }

  /** Throws `limit_reached`, `unusable_field`, `unknown_organisation` and what the directory says. */
  async create(member: Member, form: ApplicationForm): Promise<Application> {
    const organisation =
      form.organisation === undefined
        ? member.organisations[0]
        : member.organisations.find(({ id }) => id === form.organisation);
    if (organisation === undefined)
      throw new PortalError('unknown_organisation', 'You are in no such organisation.');
    const requests = form.certificate_requests;
    assertKeys(form.profile, {
      signs: (form.jwks?.keys.length ?? 0) > 0 || requests.some(({ use }) => use === 'signing'),
      transports: requests.some(({ use }) => use === 'transport'),
    });
    return this.accounts.alone(organisation.id, async (account) => {
      if ((await this.applications.count(organisation.id)) >= applicationsMax)
        throw new PortalError(
          'limit_reached',
          `An organisation has ${applicationsMax} applications at most. Remove one that is not needed.`,
        );
      await this.removeStrays(organisation.id, account);
      const software = await this.directory.createSoftware(account, {
        ...softwareOf(form),
        ...(form.jwks === undefined ? {} : { jwks: form.jwks }),
        ...(requests.length === 0 ? {} : { certificate_requests: requests }),
      });
      return this.keep(member, organisation.id, account, software, form);
    });
  }

  /** Throws `changed_meanwhile`; what a bank does not do stays to be seen and repeated at its client. */
  async change(application: Application, wanted: ApplicationChange): Promise<Application> {
    assertStands(application);
    const changed = await this.accounts.alone(application.organisationId, async (account) => {
      if ((await this.applications.revision(application)) !== application.revision)
        throw changedMeanwhile();
      const key = { ...account, softwareId: application.softwareId };
      const [software, keys] = await Promise.all([
        this.directory.software(key),
        this.directory.keys(application.softwareId),
      ]);
      assertKeys(wanted.profile, {
        signs: keys.keys.length > 0,
        transports: software.certificates.some(
          ({ use, status }) => use === 'transport' && status === 'valid',
        ),
      });
      await this.directory.replaceSoftware(key, softwareOf(wanted));
      return this.applications.change(application, wanted);
    });
    if (changed === undefined) throw changedMeanwhile();
    this.logger.info(
      { application: changed.id, revision: changed.revision },
      'an application was changed',
    );
    for (const { bank } of await this.clients.of(changed)) {
      // One bank that is silent keeps the others from nothing; it shows at its client, and can be repeated there.
      await this.registrations.renew(changed, bank).catch(passOverRefusals);
    }
    return changed;
  }

  /**
   * Ends every client at its bank, then the software with its certificates, then forgets the application. Throws what
   * the first of them says that does not do it; what is done stays done, and the rest is asked again next time.
   */
  async end(application: Application): Promise<void> {
    await this.applications.beginEnd(application);
    for (const { bank } of await this.clients.of(application)) {
      await this.registrations.remove(application, bank);
    }
    const account = await this.accounts.of(application.organisationId);
    await this.directory.removeSoftware({ ...account, softwareId: application.softwareId });
    await this.applications.remove(application);
    this.logger.info({ application: application.id }, 'an application was ended');
  }

  private async keep(
    member: Member,
    organisationId: string,
    account: DirectoryAccount,
    software: Software,
    form: ApplicationForm,
  ): Promise<Application> {
    const softwareId = software.software_id;
    try {
      const application = await this.applications.add(organisationId, softwareId, form);
      this.logger.info(
        { application: application.id, software: softwareId, person: member.personId },
        'an application was made',
      );
      return application;
    } catch (thrown) {
      await this.directory.removeSoftware({ ...account, softwareId }).catch(() => undefined);
      throw thrown;
    }
  }

  /** Software that the directory has and nobody here remembers: a process ended between the two. */
  private async removeStrays(organisationId: string, account: DirectoryAccount): Promise<void> {
    const known = await this.applications.softwareIds(organisationId);
    for (const softwareId of await this.directory.softwareIds(account)) {
      if (known.has(softwareId)) continue;
      await this.directory.removeSoftware({ ...account, softwareId });
      this.logger.warn({ software: softwareId }, 'software that nobody remembers was removed');
    }
  }
}

const changedMeanwhile = (): PortalError =>
  new PortalError('changed_meanwhile', 'Somebody changed this application meanwhile. Look again.');

const passOverRefusals = (thrown: unknown): void => {
  if (!(thrown instanceof PortalError)) throw thrown;
};
