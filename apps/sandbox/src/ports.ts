import { once } from 'node:events';
import { createServer } from 'node:net';
import { z } from 'zod';
import type { AppKey, Service } from './services.js';

export type PortUse = AppKey | NonNullable<Service['mutualTls'] | Service['control']> | 'database';

const port = z.number().int().min(1).max(65_535);

export const portsSchema = z.object({
  base: port,
  tppPortal: port,
  authorizationServer: port,
  resourceServer: port,
  authorizationServerMutualTls: port,
  resourceServerMutualTls: port,
  authorizationServerControl: port,
  directory: port,
  database: port,
});

/** What an earlier version remembered may lack a use that it did not know. */
export const keptPortsSchema = portsSchema.partial().required({ base: true });

/** Where everything listens, remembered from start to start. */
export type Ports = z.output<typeof portsSchema>;

export const defaultPortBase = 9440;

/** Distance of each port from the base. */
export const portOffsets = {
  tppPortal: 0,
  authorizationServer: 1,
  resourceServer: 2,
  authorizationServerMutualTls: 3,
  resourceServerMutualTls: 4,
  authorizationServerControl: 5,
  directory: 6,
  database: 9,
} as const satisfies Record<PortUse, number>;

export const portUses = Object.keys(portOffsets) as PortUse[];

const portMax = 65_535;

/**
 * Chooses a port for each use that `kept` has none for: its own place after `base`, or the next free one when that is
 * taken.
 */
export async function choosePorts(
  base: number,
  isFree: (port: number) => Promise<boolean> = portIsFree,
  kept: { readonly [Use in PortUse]?: number | undefined } = {},
): Promise<Ports> {
  const chosen: Ports = { base, ...preferredPorts(base) };
  for (const use of portUses) chosen[use] = kept[use] ?? chosen[use];
  // A replacement must not take the place of a later use.
  const spoken = new Set<number>(portUses.map((use) => chosen[use]));
  for (const use of portUses) {
    if (kept[use] !== undefined) continue;
    if (isOnlyOf(use, chosen) && (await isFree(chosen[use]))) continue;
    let next = chosen[use] + 1;
    while (next <= portMax && (spoken.has(next) || !(await isFree(next)))) next += 1;
    chosen[use] = next;
    spoken.add(next);
  }
  return chosen;
}

/** An earlier version may have given a place away that a newer use would have. */
function isOnlyOf(use: PortUse, ports: Ports): boolean {
  return portUses.every((other) => other === use || ports[other] !== ports[use]);
}

/** The place of each use after `base`. */
export function preferredPorts(base: number): Record<PortUse, number> {
  const places = Object.entries(portOffsets).map(([use, offset]) => [use, base + offset]);
  return Object.fromEntries(places) as Record<PortUse, number>;
}

/** The ports at which a server tells its health: the one for everybody first. */
export function portsOf({ app, mutualTls }: Service, ports: Ports): number[] {
  return mutualTls === undefined ? [ports[app]] : [ports[app], ports[mutualTls]];
}

/** The uses whose port something else holds. */
export async function takenPorts(
  ports: Ports,
  uses: readonly PortUse[],
  isFree: (port: number) => Promise<boolean> = portIsFree,
): Promise<PortUse[]> {
  const free = await Promise.all(uses.map((use) => isFree(ports[use])));
  return uses.filter((_, index) => free[index] !== true);
}

/** Whether a server could listen on both loopback addresses now; a machine without IPv6 is asked for one alone. */
export async function portIsFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'));
}

async function canListen(port: number, host: string): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen({ port, host, exclusive: true });
    await once(probe, 'listening');
    probe.close();
    await once(probe, 'close');
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
  }
}
