import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What the launcher says of a sandbox in sandbox.json, as far as scripts rely on it. */
export interface SandboxDescription {
  version: 1;
  ca: string;
  portal: string;
  control: { url: string; token_file: string };
  banks: {
    slug: string;
    name: string;
    profile: string;
    issuer: string;
    resource_base: string;
    mtls_base: string;
    mtls_resource_base: string;
    dashboard: string;
  }[];
  customers: {
    bank: string;
    username: string;
    password: string;
    code: string;
    name: string;
    persona: string;
    scenario?: { name: string; about: string };
  }[];
  clients: {
    bank: string;
    client_id: string;
    name: string;
    token_endpoint_auth_method: string;
    redirect_uris: string[];
    jwks_file: string;
  }[];
  resource_servers: { bank: string; client_id: string; resource: string; jwks_file: string }[];
}

/** Reads sandbox.json below `home` and makes its file names absolute. */
export const readDescription = (home: string): SandboxDescription => {
  const description = JSON.parse(
    readFileSync(join(home, 'sandbox.json'), 'utf8'),
  ) as SandboxDescription;
  return {
    ...description,
    ca: resolve(home, description.ca),
    control: {
      ...description.control,
      token_file: resolve(home, description.control.token_file),
    },
    clients: description.clients.map((client) => ({
      ...client,
      jwks_file: resolve(home, client.jwks_file),
    })),
  };
};
