import { askAll } from './ask-all.js';
import type { ClientAtBank } from './records.client.js';

/** A bank that did not tell, with the reason in a sentence. */
export interface SilentBank {
  readonly bank: string;
  readonly message: string;
}

/**
 * What is told of each client of an application, bank by bank; a bank that keeps silent is named beside the others.
 * Throws what the first threw where none answers.
 */
export async function atEachBank<T>(
  clients: readonly ClientAtBank[],
  ask: (client: ClientAtBank) => Promise<T>,
): Promise<{ told: { bank: string; clientId: string; answer: T }[]; silent: SilentBank[] }> {
  const { told, silent } = await askAll(clients, ask);
  return {
    told: told.map(({ by: { bank, clientId }, answer }) => ({ bank, clientId, answer })),
    silent: silent.map(({ by: { bank }, error }) => ({ bank, message: error.message })),
  };
}
