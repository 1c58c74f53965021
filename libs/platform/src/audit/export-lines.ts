import pg, { type ClientBase } from 'pg';

// By the column, not by what is read of it: as text, 10 comes before 2.
const checkpoints = `SELECT c.number::text, c.jws FROM audit.checkpoint c
  WHERE c.bank = $1 AND c.number > $2 AND c.number <= $3 ORDER BY c.number LIMIT $4`;

// The records that one checkpoint sealed, chain by chain; what was erased is not there.
const records = (bank: string, number: string): string => `
  DECLARE lines NO SCROLL CURSOR FOR
  SELECT (audit.line(e.bank, e.chain, e.seq, e.occurred_at, e.event, e.person, e.body,
      e.personal_digest, e.previous)
    || jsonb_build_object('hash', encode(e.hash, 'hex'))
    || CASE WHEN p.seq IS NULL THEN '{}' ELSE jsonb_build_object('personal',
      jsonb_build_object('salt', encode(p.salt, 'hex'), 'data', p.data::text)) END)::text AS line
  FROM audit.checkpoint_head h
  JOIN audit.event e ON e.bank = h.bank AND e.chain = h.chain
    AND e.seq BETWEEN h.first_seq AND h.last_seq
  LEFT JOIN audit.personal p ON p.bank = e.bank AND p.chain = e.chain AND p.seq = e.seq
  WHERE h.bank = ${pg.escapeLiteral(bank)} AND h.number = ${pg.escapeLiteral(number)}
  ORDER BY h.chain, e.seq`;

/**
 * The records of a bank and the checkpoints that sealed them, one JSON text each: first what a checkpoint sealed, then
 * the checkpoint, from the first to number `until`. Reads in small steps, from one snapshot, as the auditor.
 */
export async function* exportLines(
  auditorUrl: string,
  bank: string,
  until: number,
  rowsPerFetch = 1000,
): AsyncGenerator<string> {
  const client = new pg.Client({ connectionString: auditorUrl, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    let reached = '0';
    for (;;) {
      const { rows } = await client.query<{ number: string; jws: string }>(checkpoints, [
        ...[bank, reached, until, rowsPerFetch],
      ]);
      for (const { number, jws } of rows) {
        yield* linesOf(client, bank, number, rowsPerFetch);
        yield JSON.stringify({ checkpoint: jws });
        reached = number;
      }
      if (rows.length < rowsPerFetch) return;
    }
  } finally {
    await client.end();
  }
}

async function* linesOf(
  client: ClientBase,
  bank: string,
  number: string,
  rowsPerFetch: number,
): AsyncGenerator<string> {
  await client.query(records(bank, number));
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`FETCH ${rowsPerFetch} FROM lines`);
    for (const { line } of rows) yield line;
    if (rows.length < rowsPerFetch) break;
  }
  await client.query('CLOSE lines');
}
