import type { Home } from './home.js';
import { LauncherError } from './launcher-error.js';
import {
  choosePorts,
  defaultPortBase,
  portIsFree,
  portsSchema,
  preferredPorts,
  takenPorts,
  type Ports,
  type PortUse,
} from './ports.js';
import { readState, writeState } from './state-file.js';

export const portNames: Record<PortUse, string> = {
  tppPortal: 'portal',
  authorizationServer: 'authorization server',
  resourceServer: 'resource server',
  database: 'database',
};

/**
 * The ports of this start: the remembered ones, or, at the first start and under a new base, free ones that are
 * remembered from now on. Throws `LauncherError` when a remembered one was taken by another program.
 */
export async function settlePorts(
  home: Home,
  wantedBase: number | undefined,
  uses: readonly PortUse[],
  note: (line: string) => void,
  isFree = portIsFree,
): Promise<Ports> {
  const kept = await readState(home.ports, portsSchema);
  if (kept !== undefined && (wantedBase ?? kept.base) === kept.base) {
    const [taken] = await takenPorts(kept, uses, isFree);
    if (taken !== undefined) throw portTaken(kept, taken);
    return kept;
  }
  const base = wantedBase ?? defaultPortBase;
  const ports = await choosePorts(base, isFree);
  const preferred = preferredPorts(base);
  for (const use of uses) {
    if (ports[use] === preferred[use]) continue;
    note(
      `! port ${preferred[use]} is taken; the ${portNames[use]} gets ${ports[use]} and keeps it`,
    );
  }
  await writeState(home.ports, ports);
  return ports;
}

/** The remembered ports; undefined before the first start. */
export function rememberedPorts(home: Home): Promise<Ports | undefined> {
  return readState(home.ports, portsSchema);
}

export function portTaken(ports: Ports, use: PortUse): LauncherError {
  return new LauncherError(
    `port ${ports[use]} (${portNames[use]}) is taken by another program`,
    `end that program, or move the sandbox: npm run sandbox -- --port-base ${ports.base + 100}`,
  );
}
