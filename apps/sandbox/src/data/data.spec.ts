import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { temporaryHome } from '../../test/temporary-home.js';
import type { Home } from '../home.js';
import { choosePorts } from '../ports.js';
import { urlsOf, type ServiceUrls } from '../urls.js';
import { registerClients, type ClientRegistration } from './client-registrations.js';
import { describeSandbox, descriptionSchema } from './description.js';
import { dataFolder, readData, type SandboxData } from './read-data.js';
import { writeSeedFiles } from './seed-files.js';

describe('the data of a sandbox', () => {
  let home: Home;
  let data: SandboxData;
  let urls: ServiceUrls;
  let clients: ClientRegistration[];
  beforeAll(async () => {
    home = await temporaryHome();
    data = await readData();
    urls = urlsOf(await choosePorts(9440, async () => true));
    clients = await registerClients(home, data, urls);
    await writeSeedFiles(home, data, clients, urls);
  });
  const json = async (path: string) => JSON.parse(await readFile(path, 'utf8'));

  it('hold at least four customers of Harbour Bank, each with a name and id of their own', () => {
    const customers = data.banks.find(({ slug }) => slug === 'harbour')!.customers;
    expect(customers.length).toBeGreaterThanOrEqual(4);
    expect(new Set(customers.map(({ id }) => id)).size).toBe(customers.length);
    expect(new Set(customers.map(({ username }) => username)).size).toBe(customers.length);
  });

  it('describe themselves to scripts as promised, with file names relative to the file', () => {
    const description = describeSandbox(home, data, clients, urls);
    expect(descriptionSchema.parse(description)).toEqual(description);
    expect(description).toMatchObject({
      version: 1,
      ca: 'ca/ca.pem',
      portal: 'https://localhost:9440',
    });
    expect(description.banks[0]).toEqual({
      slug: 'harbour',
      name: 'Harbour Bank',
      profile: 'fapi2-security-profile',
      issuer: 'https://localhost:9441/harbour',
      resource_base: 'https://localhost:9442/harbour/open-banking/v4.0',
      mtls_base: 'https://localhost:9443/harbour',
      mtls_resource_base: 'https://localhost:9444/harbour/open-banking/v4.0',
      dashboard: 'https://localhost:9441/harbour/dashboard',
    });
    expect(description.clients[0]).toEqual({
      bank: 'harbour',
      client_id: 'client-script',
      name: 'Script client',
      token_endpoint_auth_method: 'private_key_jwt',
      redirect_uris: ['https://script.localhost/callback'],
      jwks_file: 'keys/client-script.jwks.json',
    });
  });

  it('register the bank’s API as a caller of introspection, with a key that scripts find too (RFC 7662)', async () => {
    const { resource_servers: described, clients: apps } = describeSandbox(
      ...([home, data, clients, urls] as const),
    );
    expect(described).toEqual([
      {
        ...{ bank: 'harbour', client_id: 'client-harbour-api' },
        resource: 'https://localhost:9442/harbour/open-banking/v4.0',
        jwks_file: 'keys/client-harbour-api.jwks.json',
      },
    ]);
    expect(apps.map(({ client_id: id }) => id)).not.toContain('client-harbour-api');
    const { clients: registered } = await json(home.seed('authorization-server'));
    expect(registered.at(-1)).toMatchObject({
      ...{ resource: described[0]!.resource, grant_types: [], redirect_uris: [] },
    });
  });

  it('hold a private key for scripts where the description says', async () => {
    const { clients: described } = describeSandbox(home, data, clients, urls);
    const { keys } = await json(resolve(home.folder, described[0]!.jwks_file));
    expect(keys[0]).toMatchObject({
      kty: 'EC',
      crv: 'P-256',
      alg: 'ES256',
      use: 'sig',
      d: expect.any(String),
    });
  });

  it('register the public half of the keys alone, and keep the keys from start to start', async () => {
    const { clients: registered } = await json(home.seed('authorization-server'));
    for (const { jwks } of registered) {
      expect(jwks.keys[0]).toMatchObject({ kid: expect.any(String) });
      expect(jwks.keys[0]).not.toHaveProperty('d');
    }
    const again = await registerClients(home, data, urls);
    expect(again.map(({ publicJwks }) => publicJwks)).toEqual(
      clients.map(({ publicJwks }) => publicJwks),
    );
  });

  it('follow the ports in every URL', async () => {
    const moved = urlsOf(await choosePorts(9700, async () => true));
    await writeSeedFiles(home, data, await registerClients(home, data, moved), moved);
    const { clients: registered } = await json(home.seed('authorization-server'));
    const tally = registered.find(
      ({ client_id }: { client_id: string }) => client_id === 'client-tally',
    );
    expect(tally.redirect_uris).toEqual(['https://localhost:9700/callback']);
    expect(tally).not.toHaveProperty('portal_demo');
    expect((await json(home.seed('resource-server'))).banks[0].issuer).toBe(
      'https://localhost:9701/harbour',
    );
    expect((await json(home.demoClients)).clients).toEqual([
      expect.objectContaining({
        client_id: 'client-tally',
        issuer: 'https://localhost:9701/harbour',
        redirect_uri: 'https://localhost:9700/callback',
        jwks_file: home.clientKeys('client-tally'),
      }),
    ]);
  });

  it('tell the resource server nothing of how customers log in', async () => {
    const text = await readFile(home.seed('resource-server'), 'utf8');
    for (const { password, code } of data.banks.flatMap(({ customers }) => customers)) {
      expect(text).not.toContain(password);
      expect(text).not.toContain(`"${code}"`);
    }
  });

  it('list the scenarios: who plays which, and what happens', () => {
    const { customers } = describeSandbox(home, data, clients, urls);
    const players = customers.flatMap(({ username, scenario }) =>
      scenario === undefined ? [] : [[username, scenario.name, scenario.about.length > 20]],
    );
    expect(players.map(([, name]) => name).sort()).toEqual([
      ...['account-closed', 'insufficient-funds', 'payment-rejected', 'slow-bank', 'throttled'],
    ]);
    expect(players.every(([, , isTold]) => isTold)).toBe(true);
  });

  describe('with a file more in the folder of people', () => {
    const nora = {
      ...{ $schema: './person.schema.json', bank: 'harbour', username: 'nora', name: 'Nora Quist' },
      id: '019c0000-0000-7000-8000-00000000a0a0',
      ...{ password: 'a-new-face-in-town', code: '112233', persona: 'A newcomer' },
      accounts: [{ key: 'one', type: 'CACC', description: 'Harbour Current', nickname: 'One' }],
    };
    const folderWith = async (name: string, person: object): Promise<string> => {
      const folder = join((await temporaryHome()).folder, 'data');
      await cp(dataFolder, folder, { recursive: true });
      await writeFile(join(folder, 'people', name), JSON.stringify(person));
      return folder;
    };

    it('have one customer more, who may sign in, and whose life the bank is told', async () => {
      const more = await readData(await folderWith('nora.json', nora));
      expect(more.banks[0]!.customers).toHaveLength(data.banks[0]!.customers.length + 1);
      const own = await temporaryHome();
      await writeSeedFiles(own, more, clients, urls);
      const { customers } = await json(own.seed('authorization-server'));
      const { id, bank, username, password, name, code, accounts, persona } = nora;
      expect(customers.at(-1)).toEqual({ id, bank, username, password, name, code });
      expect((await json(own.seed('resource-server'))).customers.at(-1)).toEqual({
        ...{ id, bank, name, persona, accounts },
      });
      expect((await json(own.people)).customers.at(-1)).toMatchObject({ username, password });
    });

    it.each([
      ['no code', { code: '12' }, /nora\.json: .*code/],
      ['a bank that is not there', { bank: 'granite' }, /nora\.json: there is no bank granite/],
      ['somebody else’s name', { username: 'maya' }, /the username maya at harbour is that of/],
      [
        'somebody else’s id',
        { id: '018f4c1d-a4e0-7b12-8f3a-6c2d91e47b01' },
        /the id 018f4c1d-.* is that of/,
      ],
    ])('refuse a person with %s, by the file', async (_what, change, words) => {
      const folder = await folderWith('nora.json', { ...nora, ...change });
      await expect(readData(folder)).rejects.toThrow(words);
    });
  });

  it('that are wrong are refused with file and member', async () => {
    const folder = home.folder;
    await writeFile(
      join(folder, 'clients.json'),
      '{"clients":[{"bank":"harbour","client_id":"a b"}]}',
    );
    await mkdir(join(folder, 'banks'));
    await expect(readData(folder)).rejects.toThrow(/clients\.json: .*client_id/);
  });
});
