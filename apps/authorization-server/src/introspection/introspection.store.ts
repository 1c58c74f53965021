import { Inject, Injectable } from '@nestjs/common';
import {
  tokenStandingSql,
  tokenStandingValues,
  toTokenStanding,
  type TokenReference,
  type TokenStanding,
  type TokenStandingRow,
} from '@sandbank/consent';
import { Database, statement } from '@sandbank/platform';
import {
  admissionSql,
  assertAdmitted,
  type Admission,
  type AdmissionRow,
} from '../client-authentication/admission.js';

const admitAndRead = statement(
  'introspection.standing',
  `WITH ${admissionSql}
   SELECT admission.*, standing.* FROM admission, (${tokenStandingSql(11)}) standing`,
);

/** Reads what has become of a token, in the statement that admits the question. */
@Injectable()
export class IntrospectionStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The standing at `now`. Throws when assertion or proof were used before. */
  async standingOf(token: TokenReference, admission: Admission, now: Date): Promise<TokenStanding> {
    const [row] = await this.database.query<AdmissionRow & TokenStandingRow>(admitAndRead, [
      ...admission.take(),
      ...tokenStandingValues(token),
    ]);
    assertAdmitted(row);
    if (row === undefined) throw new Error('the statement returned no standing');
    return toTokenStanding(row, now);
  }
}
