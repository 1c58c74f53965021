import { Inject, Injectable } from '@nestjs/common';
import { uuidV7 } from '@sandbank/crypto';
import { Clock, Database } from '@sandbank/platform';
import type { SoftwareRole } from '../directory/directory-documents.js';
import type { ApplicationChange } from './application-form.js';
import type { ApplicationProfile } from './application-profile.js';
import * as sql from './application.statements.js';

/** An application, as its row has it. */
export interface Application {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly softwareId: string;
  readonly profile: ApplicationProfile;
  readonly roles: readonly SoftwareRole[];
  readonly redirectUris: readonly string[];
  readonly revision: number;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** Its end was asked for and is not through yet. */
  readonly endingAt: Date | undefined;
}

type Details = Pick<ApplicationChange, 'name' | 'profile' | 'roles' | 'redirect_uris'>;

interface Row {
  readonly application_id: string;
  readonly organisation_id: string;
  readonly name: string;
  readonly software_id: string;
  readonly profile: ApplicationProfile;
  readonly roles: SoftwareRole[];
  readonly redirect_uris: string[];
  readonly revision: number;
  readonly created_at: Date;
  readonly changed_at: Date;
  readonly ending_at: Date | null;
}

/** Applications; every reading on behalf of a person goes through their membership. */
@Injectable()
export class ApplicationStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async findOfMember(applicationId: string, personId: string): Promise<Application | undefined> {
    const [row] = await this.database.query<Row>(sql.findOfMember, [applicationId, personId]);
    return row && applicationOf(row);
  }

  /** Newest first. */
  async listOfMember(personId: string): Promise<Application[]> {
    return (await this.database.query<Row>(sql.listOfMember, [personId])).map(applicationOf);
  }

  async listOfOrganisation(organisationId: string): Promise<Application[]> {
    const values = [organisationId];
    return (await this.database.query<Row>(sql.listOfOrganisation, values)).map(applicationOf);
  }

  async count(organisationId: string): Promise<number> {
    const values = [organisationId];
    const [row] = await this.database.query<{ count: number }>(sql.countOfOrganisation, values);
    return row?.count ?? 0;
  }

  async softwareIds(organisationId: string): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<Pick<Row, 'software_id'>>(sql.softwareOfOrganisation, [
      organisationId,
    ]);
    return new Set(rows.map((row) => row.software_id));
  }

  async add(organisationId: string, softwareId: string, details: Details): Promise<Application> {
    const now = this.clock.now();
    const { name, profile, roles, redirect_uris: redirectUris } = details;
    const [row] = await this.database.query<Row>(sql.insert, [
      ...[uuidV7(now), organisationId, name, softwareId, JSON.stringify(profile)],
      ...[JSON.stringify(roles), JSON.stringify(redirectUris), now],
    ]);
    if (row === undefined) throw new Error('an application was not inserted');
    return applicationOf(row);
  }

  /** The changed application; undefined when somebody else changed it meanwhile, or it is ending. */
  async change(application: Application, details: Details): Promise<Application | undefined> {
    const { name, profile, roles, redirect_uris: redirectUris } = details;
    const [row] = await this.database.query<Row>(sql.change, [
      ...[application.id, application.revision, name, JSON.stringify(profile)],
      ...[JSON.stringify(roles), JSON.stringify(redirectUris), this.clock.now()],
    ]);
    return row && applicationOf(row);
  }

  /** As it stands now; undefined when it is gone. */
  async revision({ id }: Application): Promise<number | undefined> {
    const [row] = await this.database.query<Pick<Row, 'revision'>>(sql.revision, [id]);
    return row?.revision;
  }

  /** From now on nothing else can be done with it. */
  async beginEnd({ id }: Application): Promise<void> {
    await this.database.query(sql.end, [id, this.clock.now()]);
  }

  async remove({ id }: Application): Promise<void> {
    await this.database.query(sql.remove, [id]);
  }
}

const applicationOf = (row: Row): Application => ({
  id: row.application_id,
  organisationId: row.organisation_id,
  name: row.name,
  softwareId: row.software_id,
  profile: row.profile,
  roles: row.roles,
  redirectUris: row.redirect_uris,
  revision: row.revision,
  createdAt: row.created_at,
  changedAt: row.changed_at,
  endingAt: row.ending_at ?? undefined,
});
