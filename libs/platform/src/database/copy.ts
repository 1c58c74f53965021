import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from } from 'pg-copy-streams';

type CopyValue = string | number | boolean | Date | null | undefined;

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A row in the text format of COPY, its line break included; what is null or undefined is NULL. */
export const copyLine = (values: readonly CopyValue[]): string =>
  `${values.map(copied).join('\t')}\n`;

function copied(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N';
  if (value instanceof Date) return value.toISOString();
  return String(value).replace(/[\\\n\r\t]/g, (character) => escapes[character] ?? character);
}

const copiedCharacters = 65_536;

/** Lines in packets: one write for each line would cost more than the line itself. */
function* packets(lines: Iterable<string>): Iterable<string> {
  let packet = '';
  for (const line of lines) {
    packet += line;
    if (packet.length < copiedCharacters) continue;
    yield packet;
    packet = '';
  }
  if (packet !== '') yield packet;
}

/** Sends lines to a `COPY … FROM STDIN`, as fast as PostgreSQL takes them. */
export const copyInto = (client: PoolClient, sql: string, lines: Iterable<string>): Promise<void> =>
  pipeline(Readable.from(packets(lines)), client.query(from(sql)));
