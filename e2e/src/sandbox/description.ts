import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What the launcher says of a sandbox in sandbox.json, as far as scripts rely on it. */
export interface SandboxDescription {
  version: 1;
  ca: string;
  portal: string;
  control: { url: string; token_file: string };
  directory: { url: string; token_file: string };
  records: { token_file: string };
  operator: { url: string; password_file: string };
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
    control: withTokenFile(home, description.control),
    directory: withTokenFile(home, description.directory),
    records: withTokenFile(home, description.records),
    operator: {
      ...description.operator,
      password_file: resolve(home, description.operator.password_file),
    },
    clients: description.clients.map((client) => ({
      ...client,
      jwks_file: resolve(home, client.jwks_file),
    })),
  };
};

const withTokenFile = <T extends { readonly token_file: string }>(home: string, part: T): T => ({
  ...part,
  token_file: resolve(home, part.token_file),
});
