import { statement, unknownInOrder } from '@sandbank/platform';
import { frameExport, type ExportFrame } from '../audit/export.js';
import type { Operator } from './operation.js';

const customerOf = statement(
  'audit.customer_of',
  'SELECT id FROM authorization_server.customer WHERE bank = $1 AND username = $2',
);
const erase = statement('audit.erase', 'SELECT audit.erase($1, $2, $3) AS records');

/** Seals the record of a bank and makes what an export of it begins and ends with. */
export const exportRecord = (operator: Operator, bank: string): Promise<ExportFrame> =>
  frameExport(operator, bank, `${operator.baseUrl}/${bank}`);

/** Erases the personal data of a customer from the record; resolves to of how many records. */
export async function erasePerson(
  { database, clock }: Operator,
  bank: string,
  username: string,
): Promise<{ readonly records: number }> {
  const [customer] = await database.query<{ id: string }>(customerOf, [bank, username]);
  if (customer === undefined) throw unknownInOrder(`${bank} has no customer ${username}`);
  const [row] = await database.query<{ records: string | null }>(erase, [
    ...[bank, customer.id, clock.now()],
  ]);
  return { records: Number(row?.records ?? 0) };
}
