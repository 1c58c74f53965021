import { askAll, eachOnce } from './ask-all.js';
import type { SilentServer } from './recording-servers.js';
import { merged, type ClientAtBank, type Told } from './records.client.js';

/** A record with the bank that keeps it. */
export type AtBank<T> = T & { readonly bank: string };

/** How a bank is named of which no server told. */
const unheard: SilentServer = {
  server: 'authorization-server',
  message: 'Not every bank told its records.',
};

/**
 * What is told of all the clients of an application, in one order, at most `limit`. A bank that keeps silent is named
 * beside the others’ answers. Throws what the first threw where none answers.
 */
export async function ofClients<T extends { readonly id: string }>(
  clients: readonly ClientAtBank[],
  order: { readonly limit: number; readonly after?: string | undefined },
  ask: (client: ClientAtBank) => Promise<Told<T>>,
): Promise<Told<AtBank<T>>> {
  const { told, silent } = await askAll(clients, ask);
  const pages = told.map(({ by: { bank }, answer: { found, hasMore } }) => ({
    found: found.map((one) => ({ ...one, bank })),
    ...(hasMore ? { next: true } : {}),
  }));
  const named = eachOnce(told.flatMap(({ answer }) => answer.silent));
  const isNamed = silent.length === 0 || named.some(({ server }) => server === unheard.server);
  return { ...merged(pages, order), silent: isNamed ? named : [...named, unheard] };
}
