import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homeAt } from '../home.js';
import { LauncherError } from '../launcher-error.js';
import { addedPortalClients } from './added-portal-clients.js';

const home = homeAt(mkdtempSync(join(tmpdir(), 'sandbank-added-')));
afterAll(() => rmSync(home.folder, { recursive: true }));

const write = (content: string): void => writeFileSync(home.addedPortalClients, content);

describe('registrations of the portal that somebody added', () => {
  it('are none without a file', () => {
    expect(addedPortalClients(home)).toEqual([]);
  });

  it('name their files from the sandbox’s folder', () => {
    const client = {
      bank: 'test',
      issuer: 'https://as.example',
      jwks_file: 'k.json',
      ca_file: '/a/b',
    };
    write(JSON.stringify({ clients: [client] }));
    expect(addedPortalClients(home)).toEqual([
      { ...client, jwks_file: join(home.folder, 'k.json'), ca_file: '/a/b' },
    ]);
  });

  it.each(['', '[]', '{"clients":{}}', '{"clients":[1]}', 'null'])(
    'say what is wrong with %j and how to go on',
    (content) => {
      write(content);
      expect(() => addedPortalClients(home)).toThrow(LauncherError);
    },
  );
});
