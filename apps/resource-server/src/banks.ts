import { Inject, Injectable } from '@nestjs/common';
import { profiles } from '@sandbank/fapi-policy';
import { Database, statement } from '@sandbank/platform';
import { ResourceBanks, type ResourceBank } from '@sandbank/protected-resource';

const bankBySlug = statement(
  'bank.by_slug',
  'SELECT slug, name, issuer, profile FROM resource_server.bank WHERE slug = $1',
);

/** The banks of this server: rows, not code. */
@Injectable()
export class BankDirectory extends ResourceBanks {
  constructor(@Inject(Database) private readonly database: Database) {
    super();
  }

  async find(slug: string): Promise<ResourceBank | undefined> {
    const [row] = await this.database.query<Omit<ResourceBank, 'profile'> & { profile: string }>(
      bankBySlug,
      [slug],
    );
    if (row === undefined) return undefined;
    const profile = profiles[row.profile];
    if (profile === undefined) throw new Error(`bank ${slug} is on no profile: ${row.profile}`);
    return { ...row, profile };
  }
}
