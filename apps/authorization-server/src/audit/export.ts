import { createHash } from 'node:crypto';
import { signJwsSync, type PublicJwk } from '@sandbank/crypto';
import { statement, type Clock, type Database } from '@sandbank/platform';
import { SigningKeyStore } from '../issuer/signing-key.store.js';
import { sealRecord } from './checkpoint.js';

const exportType = 'audit-export+jwt';

/** What an export begins and ends with; between them are the records up to the last checkpoint. */
export interface ExportFrame {
  /** The first line. */
  readonly header: string;
  /** The number of the last checkpoint; 0 where nothing was ever recorded. */
  readonly checkpoint: number;
  /** The last line: the bank's signature over what the export holds. */
  readonly footer: string;
}

const lastCheckpoint = statement(
  'audit.last_checkpoint',
  'SELECT audit.last_checkpoint($1) AS last',
);

interface LastCheckpoint {
  readonly number: number;
  readonly digest: string | null;
  readonly events: number;
}

/** What making an export needs. */
export interface ExportContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly secret: Buffer;
}

/**
 * Seals the record of a bank as it stands, and signs the frame of an export of it. The bank vouches, with the key that
 * it seals with now, for every key that ever sealed.
 */
export async function frameExport(
  { database, clock, secret }: ExportContext,
  bank: string,
  issuer: string,
): Promise<ExportFrame> {
  const store = new SigningKeyStore(database, clock, { SANDBANK_SECRET_FILE: secret });
  const keys = (await store.ofBank(bank)).filter(({ purpose }) => purpose === 'audit');
  const active = keys.find(({ state }) => state === 'active');
  if (active === undefined) throw new Error(`bank ${bank} has no key for its record yet`);
  const key = store.imported(active);
  const now = clock.now();
  await sealRecord(database, { bank, issuer, key, now });
  const [row] = await database.query<{ last: LastCheckpoint }>(lastCheckpoint, [bank]);
  const { number = 0, digest = null, events = 0 } = row?.last ?? {};
  const published = keys.map(({ publicJwk, compromised }): PublicJwk & { compromised?: true } => ({
    ...publicJwk,
    ...(compromised && { compromised }),
  }));
  const header = JSON.stringify({
    ...{ format: 'sandbank-audit-1', bank, issuer, exported_at: now.toISOString() },
    keys: published,
  });
  const jws = signJwsSync({
    key,
    header: { typ: exportType },
    payload: {
      ...{ iss: issuer, iat: Math.floor(now.getTime() / 1000), bank },
      ...{ checkpoint: number, checkpoint_sha256: digest, events },
      header_sha256: createHash('sha256').update(header).digest('hex'),
    },
  });
  return { header, checkpoint: number, footer: JSON.stringify({ end: jws }) };
}
