import { z } from 'zod';
import type { OptionsOf } from '../commands-table.js';
import type { Context } from '../context.js';
import { operate } from '../operate.js';

const count = z.int().min(0);
const proofSchema = z.object({
  accounts: count,
  journals: count,
  entries: count,
  openHolds: count,
  payments: count,
  checks: count,
  faults: z.array(z.object({ check: z.string(), fault: z.string() })),
});

/** Proves the books of every bank; resolves to 0 when all of them are whole, and to 1 with a line for each fault. */
export async function verifyBooks(
  context: Context,
  { json }: OptionsOf<'ledger verify'>,
  print: (text: string) => void,
): Promise<number> {
  const proof = proofSchema.parse(
    await operate(context, 'resource-server', { operation: 'ledger.verify' }),
  );
  const { accounts, journals, entries, openHolds, payments, checks, faults } = proof;
  const code = faults.length === 0 ? 0 : 1;
  if (json) {
    print(JSON.stringify(proof, null, 2));
    return code;
  }
  for (const { check, fault } of faults) print(`✘ ${check}: ${fault}`);
  if (code === 0) {
    print(`✔ ${entries} entries in ${journals} journals on ${accounts} accounts balance.`);
    print(`  ${payments} payments and ${openHolds} open holds agree with them: ${checks} checks.`);
  }
  return code;
}
