import { Inject, Injectable } from '@nestjs/common';
import type { DecodedJws, JwkSet, PublicJwk } from '@sandbank/crypto';
import { Database, statement } from '@sandbank/platform';

const findKey = statement(
  'signing_key.of_id_token_hint',
  `SELECT public_jwk FROM authorization_server.signing_key
   WHERE bank = $1 AND kid = $2 AND purpose = 'id_token' AND NOT compromised`,
);

const kidLengthMax = 200;

/** Finds the key under which a bank may once have signed an ID token: it may be out of use for long. */
@Injectable()
export class IdTokenHintKeys {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The keys that a hint may be signed with; none for a hint that names none of the bank's. */
  async keysFor(bank: string, hint: DecodedJws | undefined): Promise<JwkSet> {
    const kid = hint?.header.kid;
    // PostgreSQL cannot look for U+0000.
    if (kid === undefined || kid.length > kidLengthMax || kid.includes('\0')) return { keys: [] };
    const rows = await this.database.query<{ public_jwk: PublicJwk }>(findKey, [bank, kid]);
    return { keys: rows.map((row) => row.public_jwk) };
  }
}
