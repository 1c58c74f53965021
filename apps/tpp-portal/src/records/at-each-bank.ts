import { PortalError, portalErrorOf } from '../portal-error.js';
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
  const all = await Promise.all(
    clients.map(async (client) => ({
      client,
      answer: await ask(client).catch(portalErrorOf),
    })),
  );
  const failed = all.flatMap(({ client: { bank }, answer }) =>
    answer instanceof PortalError ? [{ bank, error: answer }] : [],
  );
  const [first] = failed;
  if (first !== undefined && failed.length === all.length) throw first.error;
  return {
    told: all.flatMap(({ client: { bank, clientId }, answer }) =>
      answer instanceof PortalError ? [] : [{ bank, clientId, answer }],
    ),
    silent: failed.map(({ bank, error }) => ({ bank, message: error.message })),
  };
}
