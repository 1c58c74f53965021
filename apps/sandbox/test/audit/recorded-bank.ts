import { createHash, randomUUID } from 'node:crypto';
import {
  generateSigningKey,
  importSigningKey,
  signJwsSync,
  type SigningKey,
} from '@sandbank/crypto';
import { exportLines } from '@sandbank/platform';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import pg from 'pg';

const issuer = 'https://bank.example/harbour';
const now = new Date('2026-03-01T10:00:00Z');

/** A bank with a governance record in a database, and its key: what the servers do, by hand. */
export class RecordedBank {
  keys: SigningKey[] = [];
  readonly maya = randomUUID();
  readonly noah = randomUUID();

  private constructor(readonly database: TestDatabase) {}

  static async open(): Promise<RecordedBank> {
    const bank = new RecordedBank(await testDatabase({ migrations: {} }));
    await bank.newKey();
    return bank;
  }

  async newKey(): Promise<void> {
    const { privateJwk } = await generateSigningKey('ES256');
    this.keys.push(importSigningKey(privateJwk));
  }

  private get key(): SigningKey {
    return this.keys.at(-1)!;
  }

  /** Each inner list is one session's records; a customer makes a record personal. */
  async record(sessions: readonly (readonly (string | undefined)[])[]): Promise<void> {
    for (const customers of sessions) {
      const client = new pg.Client({ connectionString: this.database.ownerUrl });
      await client.connect();
      for (const [n, customer] of customers.entries())
        await client.query('SELECT audit.append($1, $2, $3, $4, $5, $6)', [
          ...[
            'harbour',
            'test',
            now,
            { n, words: 'ä "quoted"\u2028', deep: [{ a: null }] },
            customer,
          ],
          { account: `account-${n}` },
        ]);
      await client.end();
    }
  }

  async seal(): Promise<void> {
    const client = new pg.Client({ connectionString: this.database.ownerUrl });
    await client.connect();
    await client.query('BEGIN');
    const { rows } = await client.query<{ moved: Record<string, unknown> }>(
      `SELECT audit.moved('harbour', 1000)`,
    );
    const { number, previous, events, heads } = rows[0]!.moved;
    const payload = { iss: issuer, iat: 0, bank: 'harbour', number, previous, events, heads };
    const jws = this.signed('audit-checkpoint+jwt', payload);
    await client.query('SELECT audit.seal($1, $2, $3, $4)', ['harbour', now, jws, rows[0]!.moved]);
    await client.query('COMMIT');
    await client.end();
  }

  signed(typ: string, payload: Readonly<Record<string, unknown>>, key = this.key): string {
    return signJwsSync({ key, header: { typ }, payload });
  }

  async erase(customer: string): Promise<void> {
    await this.database.query('SELECT audit.erase($1, $2, $3)', ['harbour', customer, now]);
  }

  /** The whole export, as its lines, read in steps of so many. */
  async export(inOneRead?: number): Promise<string[]> {
    const [{ last } = { last: null }] = await this.database.query<{
      last: { number: number; digest: string; events: number } | null;
    }>(`SELECT audit.last_checkpoint('harbour') AS last`);
    const { number = 0, digest = null, events = 0 } = last ?? {};
    const lines: string[] = [];
    const auditor = this.database.url('auditor');
    for await (const line of exportLines(auditor, 'harbour', number, inOneRead)) lines.push(line);
    const keys = this.keys.map(({ publicJwk }) => publicJwk);
    return framed(this, lines, { keys, number, digest, events });
  }
}

/** Puts beginning and end around lines. */
export function framed(
  bank: RecordedBank,
  lines: readonly string[],
  { keys, number, digest, events }: Record<'keys' | 'number' | 'digest' | 'events', unknown>,
): string[] {
  const header = JSON.stringify({ format: 'sandbank-audit-1', bank: 'harbour', issuer, keys });
  const end = bank.signed('audit-export+jwt', {
    ...{ iss: issuer, iat: 0, bank: 'harbour', checkpoint: number, checkpoint_sha256: digest },
    ...{ events, header_sha256: createHash('sha256').update(header).digest('hex') },
  });
  return [header, ...lines, JSON.stringify({ end })];
}
