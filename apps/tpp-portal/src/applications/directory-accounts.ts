import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, LOGGER, type Logger } from '@sandbank/platform';
import { z } from 'zod';
import { DirectoryClient, type DirectoryAccount } from '../directory/directory.client.js';
import { PortalError } from '../portal-error.js';
import { Vault } from '../vault.js';
import * as sql from './application.statements.js';

interface Row {
  readonly name: string;
  readonly directory_organisation_id: string | null;
  readonly token_sealed: Buffer | null;
}

// As long as the calls of one claim may take together, with room to spare.
const claimSeconds = 60;
const waits = { milliseconds: 200, times: 40 };

const place = (organisationId: string): string => `directory token ${organisationId}`;

/** Organisations of the portal as the directory knows them; the tokens it gave them are sealed at rest. */
@Injectable()
export class DirectoryAccounts {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(DirectoryClient) private readonly directory: DirectoryClient,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Throws `directory_unavailable` where the seal does not open any more. */
  async of(organisationId: string): Promise<DirectoryAccount> {
    const account = this.accountOf(organisationId, await this.row(organisationId));
    if (account === undefined)
      throw new PortalError('no_directory', 'This organisation is not in the directory.');
    return account;
  }

  /**
   * Does some work alone on behalf of an organisation, which is registered first if it is not: of two requests at once
   * the second waits. Throws `busy` after eight seconds of waiting.
   */
  async alone<T>(
    organisationId: string,
    work: (account: DirectoryAccount) => Promise<T>,
  ): Promise<T> {
    const claim = await this.claim(organisationId);
    try {
      const row = await this.row(organisationId);
      const known = this.accountOf(organisationId, row);
      return await work(known ?? (await this.register(organisationId, row.name)));
    } finally {
      await this.database.query(sql.releaseDirectory, [organisationId, claim]);
    }
  }

  private async claim(organisationId: string): Promise<Date> {
    for (let turn = 0; turn < waits.times; turn += 1) {
      const now = this.clock.now();
      const until = new Date(now.getTime() + claimSeconds * 1000);
      const values = [organisationId, until, now];
      const rows = await this.database.query(sql.claimDirectory, values);
      if (rows.length === 1) return until;
      await pause(waits.milliseconds);
    }
    throw new PortalError(
      'busy',
      'Another application of your organisation is being made. Try again in a moment.',
    );
  }

  private async register(organisationId: string, name: string): Promise<DirectoryAccount> {
    const account = await this.directory.registerOrganisation(name);
    await this.database.query(sql.nameAtDirectory, [
      organisationId,
      account.organisationId,
      this.vault.seal({ token: account.token }, place(organisationId)),
    ]);
    this.logger.info(
      { organisation: organisationId, directory_organisation: account.organisationId },
      'an organisation was registered at the directory',
    );
    return account;
  }

  private async row(organisationId: string): Promise<Row> {
    const [row] = await this.database.query<Row>(sql.organisation, [organisationId]);
    if (row === undefined)
      throw new PortalError('unknown_organisation', 'You are in no such organisation.');
    return row;
  }

  private accountOf(organisationId: string, row: Row): DirectoryAccount | undefined {
    if (row.directory_organisation_id === null || row.token_sealed === null) return undefined;
    const opened = z
      .object({ token: z.string() })
      .safeParse(this.vault.open(row.token_sealed, place(organisationId)));
    if (opened.success)
      return { organisationId: row.directory_organisation_id, token: opened.data.token };
    throw new PortalError(
      'directory_unavailable',
      'The portal cannot open its token for the directory: it was sealed under another secret.',
    );
  }
}
