import { createHash, randomUUID } from 'node:crypto';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import pg from 'pg';

let database: TestDatabase;
const at = new Date('2026-03-01T10:00:00.123Z');

beforeAll(async () => {
  database = await testDatabase({ migrations: {} });
});

afterAll(async () => {
  await database.drop();
});

interface Row {
  readonly chain: string;
  readonly seq: string;
  readonly event: string;
  readonly person: string | null;
  readonly body: unknown;
  readonly hash: Buffer;
  readonly previous: Buffer;
  readonly personal_digest: Buffer | null;
}

const recorded = (bank: string): Promise<Row[]> =>
  database.query<Row>('SELECT * FROM audit.event WHERE bank = $1 ORDER BY chain, seq', [bank]);

async function session<T>(work: (client: pg.Client) => Promise<T>, url = database.ownerUrl) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const append = (client: pg.Client, bank: string, body: object = {}, customer?: string) =>
  client.query('SELECT audit.append($1, $2, $3, $4, $5)', [bank, 'test', at, body, customer]);

const isAbout = (body: unknown, statement: string): boolean =>
  (body as { statement?: string }).statement === statement;

describe('audit.append', () => {
  it('chains the records of a session: each holds the digest of the one before', async () => {
    await session(async (client) => {
      for (const n of [1, 2, 3]) await append(client, 'chained', { n });
    });
    const [first, second, third] = await recorded('chained');
    expect([first?.seq, second?.seq, third?.seq]).toEqual(['1', '2', '3']);
    expect(first?.previous).toEqual(Buffer.alloc(32));
    expect(second?.previous).toEqual(first?.hash);
    expect(third?.previous).toEqual(second?.hash);
    expect(new Set([first?.chain, second?.chain, third?.chain]).size).toBe(1);
  });

  it('digests the text that the documentation describes', async () => {
    await session((client) => append(client, 'digested', { bb: 'ä"\n', a: [1, true, null] }));
    const [row] = await recorded('digested');
    const text =
      `{"at": "2026-03-01T10:00:00.123000Z", "seq": 1, "bank": "digested", ` +
      String.raw`"body": {"a": [1, true, null], "bb": "ä\"\n"}, ` +
      `"chain": "${String(row?.chain)}", "event": "test", "person": null, ` +
      `"previous": "${'00'.repeat(32)}", "personal_digest": null}`;
    expect(row?.hash).toEqual(createHash('sha256').update(text).digest());
  });

  it('gives each session and each bank a chain of its own', async () => {
    await session(async (one) => {
      await session(async (other) => {
        await Promise.all([append(one, 'apart'), append(other, 'apart')]);
        await append(one, 'apart too');
      });
    });
    const chains = [...(await recorded('apart')), ...(await recorded('apart too'))];
    expect(new Set(chains.map(({ chain }) => chain)).size).toBe(3);
  });

  it('nobody waits for a session that has not committed yet', async () => {
    const customer = randomUUID();
    await session((client) => append(client, 'unhindered', {}, customer));
    await session(async (slow) => {
      await slow.query('BEGIN');
      await append(slow, 'unhindered', {}, customer);
      await session(async (fast) => {
        await fast.query("SET lock_timeout = '200ms'");
        await append(fast, 'unhindered', {}, customer);
      });
      await slow.query('COMMIT');
    });
    expect(await recorded('unhindered')).toHaveLength(3);
  });

  it('leaves no gap where a transaction, or a part of one, is taken back', async () => {
    await session(async (client) => {
      await client.query('BEGIN');
      await append(client, 'rolled back');
      await client.query('ROLLBACK');
      await client.query('BEGIN');
      await append(client, 'rolled back', { kept: 1 });
      await client.query('SAVEPOINT here');
      await append(client, 'rolled back');
      await client.query('ROLLBACK TO here');
      await append(client, 'rolled back', { kept: 2 });
      await client.query('COMMIT');
      await append(client, 'rolled back', { kept: 3 });
    });
    const rows = await recorded('rolled back');
    expect(rows.map(({ seq, body }) => [seq, body])).toEqual([
      ['1', { kept: 1 }],
      ['2', { kept: 2 }],
      ['3', { kept: 3 }],
    ]);
    expect(rows[2]?.previous).toEqual(rows[1]?.hash);
  });

  it.each([
    'DISCARD ALL',
    'RESET ALL',
    `SELECT set_config('audit.chain_' || md5('reset'), 'nonsense', false)`,
    `SELECT set_config('audit.chain_' || md5('reset'), gen_random_uuid()::text, false)`,
  ])('a session that forgets or lies (%s) begins another chain', async (statement) => {
    await session(async (client) => {
      await append(client, 'reset', { statement });
      await client.query(statement);
      await append(client, 'reset', { statement });
      const rows = (await recorded('reset')).filter(({ body }) => isAbout(body, statement));
      expect(rows).toHaveLength(2);
      expect(new Set(rows.map(({ chain }) => chain)).size).toBe(2);
    });
  });

  it('of two sessions that claim one chain at once only one adds to it', async () => {
    await session(async (honest) => {
      await append(honest, 'claimed');
      const [{ chain } = { chain: '' }] = await recorded('claimed');
      await session(async (other) => {
        await other.query(`SELECT set_config('audit.chain_' || md5('claimed'), $1, false)`, [
          chain,
        ]);
        await honest.query('BEGIN');
        await append(honest, 'claimed');
        const refused = expect(append(other, 'claimed')).rejects.toThrow(/event_pkey/);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await honest.query('COMMIT');
        await refused;
      });
    });
    expect((await recorded('claimed')).map(({ seq }) => seq)).toEqual(['1', '2']);
  });
});
