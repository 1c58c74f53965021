import { randomUUID } from 'node:crypto';
import { statement, type Queryable } from '@sandbank/platform';
import {
  tokenStandingSql,
  tokenStandingValues,
  toTokenStanding,
  type TokenStanding,
  type TokenStandingRow,
} from '../src/index.js';

const standing = statement('spec.standing', tokenStandingSql(1));

/** What a resource server reads at `now` of a token that names these consents of a grant. */
export async function standingOf(
  database: Queryable,
  grantId: string,
  consentIds: readonly string[],
  now: Date,
): Promise<TokenStanding> {
  const token = {
    ...{ issuer: 'https://localhost:9441/harbour', jti: randomUUID(), expiresAtSeconds: 0 },
    ...{ bank: 'harbour', clientId: 'client-tally', grantId, consentIds },
  };
  const [row] = await database.query<TokenStandingRow>(standing, tokenStandingValues(token));
  return toTokenStanding(row!, now);
}
