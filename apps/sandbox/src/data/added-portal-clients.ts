import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Home } from '../home.js';
import { LauncherError } from '../launcher-error.js';

type Registration = Readonly<Record<string, unknown>>;

const filesNamed = ['jwks_file', 'tls_certificate_file', 'tls_key_file', 'ca_file'] as const;

/**
 * Registrations of the portal at further issuers, from `portal-clients.json` in the sandbox's folder; paths in it start
 * there. What they must hold is the portal's to say, at its start. Throws `LauncherError` for a file that is no list.
 */
export function addedPortalClients(home: Home): Registration[] {
  const file = home.addedPortalClients;
  if (!existsSync(file)) return [];
  const { clients } = parsed(file);
  if (!Array.isArray(clients) || !clients.every(isObject)) {
    throw unusable(file, 'it must hold an object with a list `clients`');
  }
  return clients.map((client) => ({
    ...client,
    ...Object.fromEntries(
      filesNamed.flatMap((name) => {
        const path = client[name];
        return typeof path === 'string' ? [[name, resolve(home.folder, path)]] : [];
      }),
    ),
  }));
}

function parsed(file: string): Registration {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isObject(value) ? value : {};
  } catch {
    throw unusable(file, 'it is not JSON');
  }
}

const isObject = (value: unknown): value is Registration =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unusable = (file: string, why: string): LauncherError =>
  new LauncherError(
    `${file} cannot be used: ${why}`,
    'see docs/portal-client.md, or remove the file',
  );
