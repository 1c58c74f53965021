import { PortalError, portalErrorOf } from '../portal-error.js';
import type { SilentServer } from './recording-servers.js';
import { merged, type ClientAtBank, type Told } from './records.client.js';

/** A record with the bank that keeps it. */
export type AtBank<T> = T & { readonly bank: string };

/**
 * What is told of all the clients of an application, in one order, at most `limit`. A bank that keeps silent is named
 * beside the others’ answers. Throws what the first threw where none answers.
 */
export async function ofClients<T extends { readonly id: string }>(
  clients: readonly ClientAtBank[],
  order: { readonly limit: number; readonly after?: string | undefined },
  ask: (client: ClientAtBank) => Promise<Told<T>>,
): Promise<Told<AtBank<T>>> {
  const asked = clients.map(async (client) => ({
    client,
    told: await ask(client).catch(portalErrorOf),
  }));
  const all = await Promise.all(asked);
  const errors = all.flatMap(({ told }) => (told instanceof PortalError ? [told] : []));
  const [first] = errors;
  if (first !== undefined && errors.length === all.length) throw first;
  const answered = all.flatMap(({ client: { bank }, told }) =>
    told instanceof PortalError ? [] : [{ bank, told }],
  );
  const pages = answered.map(({ bank, told }) => ({
    found: told.found.map((one) => ({ ...one, bank })),
    ...(told.hasMore ? { next: true } : {}),
  }));
  return { ...merged(pages, order), silent: silentOf(answered, all.length) };
}

function silentOf(
  answered: readonly { readonly told: Told<unknown> }[],
  askedCount: number,
): SilentServer[] {
  const named = answered.flatMap(({ told }) => told.silent);
  const byServer = new Map(named.map((one) => [one.server, one]));
  if (answered.length < askedCount && !byServer.has('authorization-server')) {
    const message = 'Not every bank told its records.';
    byServer.set('authorization-server', { server: 'authorization-server', message });
  }
  return [...byServer.values()];
}
