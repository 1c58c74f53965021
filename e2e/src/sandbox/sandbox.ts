import { readFileSync } from 'node:fs';
import { setDefaultCACertificates } from 'node:tls';
import { readDescription, type SandboxDescription } from './description.js';

export type Bank = SandboxDescription['banks'][number];
export type Customer = SandboxDescription['customers'][number];
export type ScriptClient = SandboxDescription['clients'][number] & { jwks: { keys: JsonWebKey[] } };

/** The folder of the sandbox that the global setup started. */
export const sandboxHome = (): string => {
  const home = process.env['SANDBANK_E2E_HOME'];
  if (home === undefined) throw new Error('SANDBANK_E2E_HOME is not set: run the journeys project');
  return home;
};

/** The running sandbox, known from sandbox.json alone; Node's clients then trust its CA and no other. */
export const sandbox = (home = sandboxHome()): SandboxDescription => {
  const description = readDescription(home);
  setDefaultCACertificates([readFileSync(description.ca, 'utf8')]);
  return description;
};

/** The bank with that slug. */
export const bank = (description: SandboxDescription, slug = 'harbour'): Bank =>
  description.banks.find((candidate) => candidate.slug === slug)!;

/** The client for scripts, with its private keys. */
export const scriptClient = (description: SandboxDescription, slug = 'harbour'): ScriptClient => {
  const client = description.clients.find(
    (candidate) => candidate.bank === slug && candidate.client_id === 'client-script',
  )!;
  const jwks = JSON.parse(readFileSync(client.jwks_file, 'utf8')) as { keys: JsonWebKey[] };
  return { ...client, jwks };
};
