import type { Home } from '../home.js';
import { writeState } from '../state-file.js';
import { issuerOf, mutualTlsResourceBaseOf, resourceBaseOf, type ServiceUrls } from '../urls.js';
import { addedPortalClients } from './added-portal-clients.js';
import type { ClientRegistration } from './client-registrations.js';
import { portalPeople } from './portal-people.js';
import type { PersonData, SandboxData } from './read-data.js';

/** What the generated transactions grow from: the same lives on every machine. */
export const transactionSeed = 'sandbank';

/** Writes what each app reads at its start: banks, customers and clients, with the URLs of now. */
export async function writeSeedFiles(
  home: Home,
  data: SandboxData,
  clients: readonly ClientRegistration[],
  urls: ServiceUrls,
): Promise<void> {
  await Promise.all([
    writeState(home.seed('authorization-server'), authorizationServerSeed(data, clients)),
    writeState(home.seed('resource-server'), resourceServerSeed(data, urls)),
    writeState(home.seed('directory'), directorySeed(data, urls)),
    writeState(home.demoClients, {
      clients: [...portalClients(data, clients, urls), ...addedPortalClients(home)],
    }),
    writeState(home.people, {
      customers: portalPeople(customersOf(data)),
      payees: data.banks.flatMap(({ slug, payees }) =>
        payees.map((payee) => ({ bank: slug, ...payee })),
      ),
    }),
  ]);
}

const customersOf = ({ banks }: SandboxData): PersonData[] =>
  banks.flatMap(({ customers }) => customers);

/** As often as a prudent bank changes its keys. */
const keyRotationDays = 90;

function authorizationServerSeed(data: SandboxData, clients: readonly ClientRegistration[]) {
  return {
    banks: data.banks.map(({ slug, name, profile, tagline, reauthentication_days }) => ({
      ...{ slug, name, profile, tagline, reauthentication_days },
      key_rotation_days: keyRotationDays,
    })),
    customers: customersOf(data).map(({ id, bank, username, password, name, code }) => ({
      ...{ id, bank, username, password, name, code },
    })),
    clients: clients.map(({ data, redirectUris, resource, publicJwks }) => {
      const { portal_demo: _, ...client } = data;
      return { ...client, redirect_uris: redirectUris, resource, jwks: publicJwks };
    }),
  };
}

function resourceServerSeed(data: SandboxData, urls: ServiceUrls) {
  return {
    banks: data.banks.map(({ slug, name, payment_authentication_seconds, products }) => ({
      ...{ slug, name, issuer: issuerOf(urls, slug), payment_authentication_seconds, products },
    })),
    // Who may log in is the authorization server's business alone.
    customers: customersOf(data).map(
      ({ $schema: _, username: __, password: ___, code: ____, ...rest }) => rest,
    ),
    seed: transactionSeed,
  };
}

/** Every bank as it is listed for apps. */
function directorySeed({ banks }: SandboxData, urls: ServiceUrls) {
  return {
    participants: banks.map(({ slug, name }) => ({
      ...{ slug, organisation: name, issuer: issuerOf(urls, slug) },
      api_base: resourceBaseOf(urls, slug),
      mtls_api_base: mutualTlsResourceBaseOf(urls, slug),
    })),
  };
}

function portalClients(
  data: SandboxData,
  clients: readonly ClientRegistration[],
  urls: ServiceUrls,
) {
  const demos = clients.filter((client) => client.data.portal_demo);
  return demos.map((client) => ({
    bank: client.data.bank,
    bank_name: data.banks.find(({ slug }) => slug === client.data.bank)?.name ?? client.data.bank,
    issuer: issuerOf(urls, client.data.bank),
    resource_base: resourceBaseOf(urls, client.data.bank),
    rejection_endpoints: [
      `${issuerOf(urls, client.data.bank)}/rejections`,
      `${urls.resourceServer}/${client.data.bank}/rejections`,
    ],
    client_id: client.data.client_id,
    client_name: client.data.client_name,
    // The name to greet the customer by comes with `profile`.
    scope: 'openid profile accounts',
    redirect_uri: client.redirectUris[0],
    jwks_file: client.jwksFile,
  }));
}
