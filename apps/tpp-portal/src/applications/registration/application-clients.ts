import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database } from '@sandbank/platform';
import { z } from 'zod';
import { PortalError } from '../../portal-error.js';
import { Vault } from '../../vault.js';
import * as sql from './application-client.statements.js';
import type { RegisteredClient, RegistrationAccess } from './registration.client.js';

/** What the bank did not do, as it is shown. */
export interface ClientProblem {
  readonly error: string;
  readonly message: string;
  readonly upstreamError?: string | undefined;
  readonly upstreamDescription?: string | undefined;
}

/** What an application is at one bank. */
export interface ApplicationClient {
  readonly applicationId: string;
  readonly bank: string;
  readonly clientId: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The revision of the application that the bank has heard of. */
  readonly revision: number;
  readonly registeredAt: Date;
  /** Since when it is not known whether a change reached the bank. */
  readonly unsureSince: Date | undefined;
  readonly problem: ClientProblem | undefined;
  /** Undefined where the seal does not open any more. */
  readonly access: RegistrationAccess | undefined;
}

interface Row {
  readonly application_id: string;
  readonly bank: string;
  readonly client_id: string;
  readonly registration_client_uri: string;
  readonly sealed_registration_token: Buffer;
  readonly metadata: Record<string, unknown>;
  readonly revision: number;
  readonly registered_at: Date;
  readonly unsure_since: Date | null;
  readonly problem: ClientProblem | null;
}

/** An application, by its id alone. */
type OfApplication = { readonly id: string };

// As long as the calls of one claim may take together, with room to spare.
const claimSeconds = 60;

/** The clients of applications at banks; the tokens to manage them are sealed at rest. */
@Injectable()
export class ApplicationClients {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  /** As what the application is known where: the key to what the banks recorded about it. */
  async of(application: OfApplication): Promise<readonly ApplicationClient[]> {
    return this.ofAll([application]);
  }

  async ofAll(applications: readonly OfApplication[]): Promise<readonly ApplicationClient[]> {
    const ids = applications.map(({ id }) => id);
    return (await this.database.query<Row>(sql.list, [ids])).map((row) => this.clientOf(row));
  }

  async find({ id }: OfApplication, bank: string): Promise<ApplicationClient | undefined> {
    const [row] = await this.database.query<Row>(sql.find, [id, bank]);
    return row && this.clientOf(row);
  }

  /** Does the work alone that makes a client. Throws `already_registered` or `busy`. */
  async aloneWithNew<T>({ id }: OfApplication, bank: string, work: () => Promise<T>): Promise<T> {
    const { now, until } = this.claimTimes();
    const rows = await this.database.query(sql.claimNew, [id, bank, until, now]);
    if (rows.length === 0) {
      if ((await this.find({ id }, bank)) === undefined) throw busy();
      throw new PortalError('already_registered', 'The application is registered at this bank.');
    }
    try {
      return await work();
    } finally {
      // A client that was stored meanwhile stays.
      await this.database.query(sql.releaseNew, [id, bank, until]);
      await this.database.query(sql.release, [id, bank, until]);
    }
  }

  /** Does the work alone that changes a client. Throws `not_registered` or `busy`. */
  async alone<T>(
    { id }: OfApplication,
    bank: string,
    work: (client: ApplicationClient) => Promise<T>,
  ): Promise<T> {
    const { now, until } = this.claimTimes();
    const [row] = await this.database.query<Row>(sql.claim, [id, bank, until, now]);
    if (row === undefined) {
      if ((await this.find({ id }, bank)) !== undefined) throw busy();
      throw new PortalError('not_registered', 'The application is not registered at this bank.');
    }
    try {
      return await work(this.clientOf(row));
    } finally {
      await this.database.query(sql.release, [id, bank, until]);
    }
  }

  /** Stores what the bank answered: from here on the new token is the one. */
  async put(
    { id }: OfApplication,
    bank: string,
    client: RegisteredClient,
    revision: number,
  ): Promise<ApplicationClient> {
    const values = this.valuesOf(id, bank, client, revision);
    const [row] = await this.database.query<Row>(sql.put, values);
    if (row === undefined) throw new Error('a client was not stored');
    return this.clientOf(row);
  }

  /** Stores a client that was made just now. Throws `application_ending` when nothing is to be made any more. */
  async putNew(
    { id }: OfApplication,
    bank: string,
    client: RegisteredClient,
    revision: number,
  ): Promise<ApplicationClient> {
    const values = this.valuesOf(id, bank, client, revision);
    const [row] = await this.database.query<Row>(sql.putNew, values);
    if (row === undefined) {
      throw new PortalError('application_ending', 'This application was removed meanwhile.');
    }
    return this.clientOf(row);
  }

  /** Before a change is sent: if its answer is never stored, this is how it shows. */
  async beUnsure({ id }: OfApplication, bank: string): Promise<void> {
    await this.database.query(sql.beUnsure, [id, bank, this.clock.now()]);
  }

  /** The bank refused or knows the old token: nothing was changed there. */
  async beSure({ id }: OfApplication, bank: string, problem?: ClientProblem): Promise<void> {
    const told = problem === undefined ? null : JSON.stringify(problem);
    await this.database.query(sql.beSure, [id, bank, told]);
  }

  async note({ id }: OfApplication, bank: string, problem: ClientProblem): Promise<void> {
    await this.database.query(sql.note, [id, bank, JSON.stringify(problem)]);
  }

  async remove({ id }: OfApplication, bank: string): Promise<void> {
    await this.database.query(sql.remove, [id, bank]);
  }

  private valuesOf(id: string, bank: string, client: RegisteredClient, revision: number) {
    return [
      ...[id, bank, client.clientId, client.uri],
      this.vault.seal({ token: client.token }, place(id, bank)),
      ...[JSON.stringify(client.metadata), revision, this.clock.now()],
    ];
  }

  private claimTimes(): { now: Date; until: Date } {
    const now = this.clock.now();
    return { now, until: new Date(now.getTime() + claimSeconds * 1000) };
  }

  private clientOf(row: Row): ApplicationClient {
    const { application_id: applicationId, bank, client_id: clientId } = row;
    const opened = z
      .object({ token: z.string() })
      .safeParse(this.vault.open(row.sealed_registration_token, place(applicationId, bank)));
    return {
      ...{ applicationId, bank, clientId, metadata: row.metadata, revision: row.revision },
      registeredAt: row.registered_at,
      unsureSince: row.unsure_since ?? undefined,
      problem: row.problem ?? undefined,
      access: opened.success
        ? { uri: row.registration_client_uri, token: opened.data.token }
        : undefined,
    };
  }
}

const place = (applicationId: string, bank: string): string =>
  `registration ${applicationId} ${bank}`;

const busy = (): PortalError =>
  new PortalError('busy', 'The bank is being asked already. Try again in a moment.');
