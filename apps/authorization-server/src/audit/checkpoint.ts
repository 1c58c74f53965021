import { signJwsSync, type SigningKey } from '@sandbank/crypto';
import { statement, type Database, type Queryable } from '@sandbank/platform';

/** Whose record is sealed, and with what. */
export interface Seal {
  readonly bank: string;
  readonly issuer: string;
  readonly key: SigningKey;
  readonly now: Date;
}

/** Where a chain stood: its last record then. */
interface Head {
  readonly chain: string;
  readonly seq: number;
  readonly hash: string;
}

interface Drawn {
  readonly number: number;
  readonly previous: string | null;
  readonly events: number;
  readonly horizon: number;
  readonly heads: readonly Head[];
}

/** `typ` of a checkpoint, so that nothing else that the bank signs can be taken for one (RFC 8725 3.11). */
const checkpointType = 'audit-checkpoint+jwt';

// A JWS of a hundred kilobytes; what is beyond comes into the next.
const headsMax = 1000;

const moved = statement('audit.moved', 'SELECT audit.moved($1, $2) AS drawn');
const seal = statement('audit.seal', 'SELECT audit.seal($1, $2, $3, $4)');

/** Seals whatever the chains of a bank gained since its last checkpoint; resolves to how many checkpoints that took. */
export async function sealRecord(database: Database, by: Seal): Promise<number> {
  let made = 0;
  while (await database.transaction((transaction) => sealed(transaction, by))) made += 1;
  return made;
}

async function sealed(transaction: Queryable, by: Seal): Promise<boolean> {
  const [row] = await transaction.query<{ drawn: Drawn }>(moved, [by.bank, headsMax]);
  if (row === undefined || row.drawn.heads.length === 0) return false;
  const { number, previous, events, heads } = row.drawn;
  const jws = signJwsSync({
    key: by.key,
    header: { typ: checkpointType },
    payload: {
      ...{ iss: by.issuer, iat: Math.floor(by.now.getTime() / 1000), bank: by.bank },
      ...{ number, previous, events, heads },
    },
  });
  await transaction.query(seal, [by.bank, by.now, jws, JSON.stringify(row.drawn)]);
  return true;
}
