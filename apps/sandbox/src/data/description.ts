import { relative } from 'node:path';
import { z } from 'zod';
import type { Home } from '../home.js';
import { writeState } from '../state-file.js';
import {
  dashboardOf,
  issuerOf,
  mutualTlsResourceBaseOf,
  resourceBaseOf,
  type ServiceUrls,
} from '../urls.js';
import type { ClientRegistration } from './client-registrations.js';
import type { SandboxData } from './read-data.js';

/** `sandbox.json`: what scripts may rely on. File names are relative to the file itself. */
export const descriptionSchema = z.strictObject({
  version: z.literal(1),
  ca: z.string(),
  /** Authorities whose clients the servers believe. */
  client_ca: z.string(),
  portal: z.url(),
  /** The control API, and the file that holds its token. */
  control: z.strictObject({ url: z.url(), token_file: z.string() }),
  /** The directory, and the file that holds the token with which organisations are enrolled. */
  directory: z.strictObject({ url: z.url(), token_file: z.string() }),
  /** What servers keep of each exchange is read with the token in this file. */
  records: z.strictObject({ token_file: z.string() }),
  /** The portal's pages for operators, and the file that holds the password. */
  operator: z.strictObject({ url: z.url(), password_file: z.string() }),
  banks: z.array(
    z.strictObject({
      slug: z.string(),
      name: z.string(),
      profile: z.string(),
      issuer: z.url(),
      resource_base: z.url(),
      mtls_base: z.url(),
      mtls_resource_base: z.url(),
      /** Where the bank's customers see and stop what they share. */
      dashboard: z.url(),
    }),
  ),
  customers: z.array(
    z.strictObject({
      bank: z.string(),
      username: z.string(),
      password: z.string(),
      code: z.string(),
      name: z.string(),
      /** Who this is, in one line. */
      persona: z.string(),
      /** What the bank does to this customer on purpose; absent for the others. */
      scenario: z.strictObject({ name: z.string(), about: z.string() }).optional(),
    }),
  ),
  clients: z.array(
    z.strictObject({
      bank: z.string(),
      client_id: z.string(),
      name: z.string(),
      token_endpoint_auth_method: z.string(),
      redirect_uris: z.array(z.string()),
      jwks_file: z.string(),
    }),
  ),
  /** Those who may introspect tokens for an API (RFC 7662). */
  resource_servers: z.array(
    z.strictObject({
      bank: z.string(),
      client_id: z.string(),
      resource: z.url(),
      jwks_file: z.string(),
    }),
  ),
});

export type SandboxDescription = z.output<typeof descriptionSchema>;

export function describeSandbox(
  home: Home,
  { banks }: SandboxData,
  clients: readonly ClientRegistration[],
  urls: ServiceUrls,
): SandboxDescription {
  const file = (path: string): string => relative(home.folder, path);
  return {
    version: 1,
    ca: file(home.authorityCertificate),
    client_ca: file(home.clientAuthorities),
    portal: urls.tppPortal,
    control: { url: urls.control, token_file: file(home.operatorToken) },
    directory: { url: urls.directory, token_file: file(home.registrarToken) },
    records: { token_file: file(home.recordsToken) },
    operator: { url: `${urls.tppPortal}/operator`, password_file: file(home.operatorPassword) },
    banks: banks.map(({ slug, name, profile }) => ({
      ...{ slug, name, profile },
      issuer: issuerOf(urls, slug),
      resource_base: resourceBaseOf(urls, slug),
      mtls_base: `${urls.authorizationServerMutualTls}/${slug}`,
      mtls_resource_base: mutualTlsResourceBaseOf(urls, slug),
      dashboard: dashboardOf(urls, slug),
    })),
    customers: banks.flatMap(({ slug, customers }) =>
      customers.map(({ username, password, code, name, persona, scenario }) => ({
        ...{ bank: slug, username, password, code, name, persona },
        ...(scenario && { scenario: { name: scenario.name, about: scenario.about } }),
      })),
    ),
    clients: clients
      .filter(({ resource }) => resource === undefined)
      .map(({ data, redirectUris, jwksFile }) => ({
        bank: data.bank,
        client_id: data.client_id,
        name: data.client_name,
        token_endpoint_auth_method: data.token_endpoint_auth_method,
        redirect_uris: [...redirectUris],
        jwks_file: file(jwksFile),
      })),
    resource_servers: clients.flatMap(({ data, resource, jwksFile }) =>
      resource === undefined
        ? []
        : [
            {
              ...{ bank: data.bank, client_id: data.client_id, resource },
              jwks_file: file(jwksFile),
            },
          ],
    ),
  };
}

/** Writes the description whole: a script that waits for it never reads half. */
export async function writeDescription(home: Home, description: SandboxDescription): Promise<void> {
  await writeState(home.description, description);
}
