import type { Home } from './home.js';
import { LauncherError } from './launcher-error.js';
import {
  choosePorts,
  defaultPortBase,
  keptPortsSchema,
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
  authorizationServerMutualTls: 'authorization server, mutual TLS',
  resourceServerMutualTls: 'resource server, mutual TLS',
  authorizationServerControl: 'authorization server, control',
  directory: 'directory',
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
  const kept = await readState(home.ports, keptPortsSchema);
  const staying = kept !== undefined && (wantedBase ?? kept.base) === kept.base ? kept : undefined;
  const remembered = portsSchema.safeParse(staying);
  if (remembered.success) {
    const [taken] = await takenPorts(remembered.data, uses, isFree);
    if (taken !== undefined) throw portTaken(remembered.data, taken);
    return remembered.data;
  }
  const base = staying?.base ?? wantedBase ?? defaultPortBase;
  const ports = await choosePorts(base, isFree, staying);
  const preferred = preferredPorts(base);
  for (const use of uses) {
    if (ports[use] === preferred[use] || staying?.[use] !== undefined) continue;
    note(
      `! port ${preferred[use]} is taken; the ${portNames[use]} gets ${ports[use]} and keeps it`,
    );
  }
  await writeState(home.ports, ports);
  return ports;
}

/** The remembered ports, those of a new use at their own places; undefined before the first start. */
export async function rememberedPorts(home: Home): Promise<Ports | undefined> {
  const kept = await readState(home.ports, keptPortsSchema);
  return kept && portsSchema.parse({ ...preferredPorts(kept.base), ...kept });
}

export function portTaken(ports: Ports, use: PortUse): LauncherError {
  return new LauncherError(
    `port ${ports[use]} (${portNames[use]}) is taken by another program`,
    `end that program, or move the sandbox: npm run sandbox -- --port-base ${ports.base + 100}`,
  );
}
