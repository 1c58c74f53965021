import { Inject, Injectable } from '@nestjs/common';
import { randomToken, randomUuid, sha256 } from '@sandbank/crypto';
import { invalidRequest } from '@sandbank/oauth';
import { Clock, Database } from '@sandbank/platform';
import { RevocationLists } from '../authority/revocation-lists.js';
import { tell } from '../record/told.js';
import type { OrganisationEntity } from './organisation.entity.js';
import type { NewOrganisation } from './organisation.schema.js';
import * as statements from './organisation.statements.js';

const organisationsMax = 20_000;

/** Third-party providers, each known by a token of which a digest is kept. */
@Injectable()
export class Organisations {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(RevocationLists) private readonly lists: RevocationLists,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Whoever shows the token with this digest. */
  async ofToken(digest: Buffer): Promise<OrganisationEntity | undefined> {
    const [found] = await this.database.query<OrganisationEntity>(statements.findOfToken, [digest]);
    return found;
  }

  /** Enrols an organisation; its token is told this once. */
  async enrol(
    given: NewOrganisation,
  ): Promise<{ readonly organisation: OrganisationEntity; readonly token: string }> {
    const [organisationId, token, now] = [randomUuid(), randomToken(), this.clock.now()];
    const organisation = await this.database.transaction(async (transaction) => {
      const [made] = await transaction.query<OrganisationEntity>(statements.insert, [
        ...[organisationId, given.name, given.country, given.roles, sha256(token), now],
        organisationsMax,
      ]);
      if (made === undefined) throw invalidRequest('the directory is full', { status: 409 });
      const happening = { event: 'organisation.enrolled', by: 'registrar' } as const;
      await tell(transaction, now, { ...happening, organisationId });
      return made;
    });
    return { organisation, token };
  }

  /** Gives an organisation another token; the one before it is worth nothing from now on. */
  async replaceToken(organisationId: string): Promise<string> {
    const [token, now] = [randomToken(), this.clock.now()];
    await this.database.transaction(async (transaction) => {
      await transaction.query(statements.replaceToken, [organisationId, sha256(token)]);
      const happening = { event: 'organisation.token_replaced', by: 'organisation' } as const;
      await tell(transaction, now, { ...happening, organisationId });
    });
    return token;
  }

  /** Suspends an organisation, its certificates on hold, or lets it back in; undefined where there is none. */
  async setStatus(
    organisationId: string,
    status: 'active' | 'suspended',
  ): Promise<OrganisationEntity | undefined> {
    const now = this.clock.now();
    await this.database.transaction(async (transaction) => {
      const values = [organisationId, status, now];
      const [changed] = await transaction.query<OrganisationEntity>(statements.setStatus, values);
      if (changed === undefined) return;
      const event = status === 'active' ? 'organisation.reinstated' : 'organisation.suspended';
      await tell(transaction, now, { event, by: 'operator', organisationId });
      const authorities = await transaction.query<{ authorityId: string }>(
        statements.findAuthorities,
        [organisationId, now],
      );
      const ids = authorities.map(({ authorityId }) => authorityId);
      await this.lists.write(transaction, ids);
    });
    return this.find(organisationId);
  }

  /** Every organisation, for operators. */
  all(): Promise<readonly (OrganisationEntity & { readonly software: number })[]> {
    return this.database.query(statements.findAll);
  }

  private async find(organisationId: string): Promise<OrganisationEntity | undefined> {
    const [found] = await this.database.query<OrganisationEntity>(statements.find, [
      organisationId,
    ]);
    return found;
  }
}
