import { Inject, Injectable } from '@nestjs/common';
import { profiles } from '@sandbank/fapi-policy';
import { Database, statement } from '@sandbank/platform';
import { ResourceBanks, type ResourceBank } from '@sandbank/protected-resource';

/** A bank that makes payments. */
export interface PayingBank extends ResourceBank {
  /** The most seconds that may lie between the customer's sign-in and a payment. */
  readonly paymentAuthenticationSeconds: number;
}

const bankBySlug = statement(
  'bank.by_slug',
  `SELECT slug, name, issuer, profile, payment_authentication_seconds
   FROM resource_server.bank WHERE slug = $1`,
);

interface BankRow {
  readonly name: string;
  readonly issuer: string;
  readonly profile: string;
  readonly payment_authentication_seconds: number;
}

/** The banks of this server: rows, not code. */
@Injectable()
export class BankDirectory extends ResourceBanks {
  constructor(@Inject(Database) private readonly database: Database) {
    super();
  }

  async find(slug: string): Promise<PayingBank | undefined> {
    const [row] = await this.database.query<BankRow>(bankBySlug, [slug]);
    if (row === undefined) return undefined;
    const profile = profiles[row.profile];
    if (profile === undefined) throw new Error(`bank ${slug} is on no profile: ${row.profile}`);
    const { name, issuer, payment_authentication_seconds: paymentAuthenticationSeconds } = row;
    return { slug, name, issuer, profile, paymentAuthenticationSeconds };
  }
}
