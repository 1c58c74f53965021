import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { enforce } from '@sandbank/fapi-policy';
import type { ServerSettings } from '@sandbank/platform';
import { SETTINGS } from '../config.js';
import type { Issuer } from '../issuer/issuer.js';
import { DirectoryKeys } from './directory-keys.js';
import {
  parseSoftwareStatement,
  statementIssuerRules,
  statementRules,
} from './software-statement.js';
import { softwareOf, type Software } from './software.js';

/** A statement that was verified, and what it says. */
export interface VerifiedStatement {
  /** As it came, to be given back unchanged (RFC 7591 3.2.1). */
  readonly compact: string;
  readonly software: Software;
}

const noKeys = { keys: [] };

/** Believes software statements of the directory, and no others (RFC 7591 2.3). */
@Injectable()
export class SoftwareStatements {
  private readonly directory: string | undefined;

  constructor(
    @Inject(DirectoryKeys) private readonly keys: DirectoryKeys,
    @Inject(SETTINGS) { SANDBANK_DIRECTORY_URL: directory }: ServerSettings,
  ) {
    this.directory = directory;
  }

  /** The base URL of the directory. Throws 404 where there is none: nobody can register there. */
  requireDirectory(): string {
    if (this.directory === undefined) throw new NotFoundException();
    return this.directory;
  }

  /** @throws `invalid_software_statement`, `unapproved_software_statement`, `temporarily_unavailable`. */
  async verified(given: unknown, issuer: Issuer, now: Date): Promise<VerifiedStatement> {
    const directory = this.requireDirectory();
    const statement = parseSoftwareStatement(given);
    const { limits } = issuer.profile;
    const nowSeconds = Math.floor(now.getTime() / 1000);
    const context = { statement, directory, directoryKeys: noKeys, nowSeconds, limits };
    enforce(statementIssuerRules, context);
    const directoryKeys = await this.keys.of(directory, statement.header.kid);
    enforce(statementRules, { ...context, directoryKeys });
    return { compact: String(given), software: softwareOf(statement.payload) };
  }
}
