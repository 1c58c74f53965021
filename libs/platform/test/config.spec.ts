import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError, httpsUrl, loadConfig, serverSettings } from '../src/index.js';

let folder: string;
let environment: NodeJS.ProcessEnv;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbank-config-'));
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  environment = {
    SANDBANK_PORT: '9441',
    SANDBANK_TLS_CERT_FILE: file('cert.pem', 'CERT'),
    SANDBANK_TLS_KEY_FILE: file('key.pem', 'KEY'),
    SANDBANK_CA_FILE: file('ca.pem', 'CA'),
    SANDBANK_DATABASE_URL: 'postgres://role@127.0.0.1:9449/sandbank',
    SANDBANK_DATABASE_PASSWORD_FILE: file('password', 'pass word\n'),
    SANDBANK_SECRET_FILE: file('secret', `${Buffer.alloc(32, 7).toString('base64url')}\n`),
    SANDBANK_AUTHORIZATION_SERVER_URL: 'https://localhost:9441/',
    SANDBANK_RESOURCE_SERVER_URL: 'https://localhost:9442',
    SANDBANK_PORTAL_URL: 'https://localhost:9440//',
  };
});
afterAll(() => rmSync(folder, { recursive: true }));

const load = (changes: NodeJS.ProcessEnv = {}) =>
  loadConfig(serverSettings, { ...environment, ...changes });

const problemsOf = (changes: NodeJS.ProcessEnv): string => {
  try {
    load(changes);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('the settings were accepted');
};

describe('loadConfig', () => {
  it('reads settings and files once, with defaults', () => {
    expect(load()).toEqual({
      SANDBANK_HOST: 'localhost',
      SANDBANK_PORT: 9441,
      SANDBANK_TLS_CERT_FILE: 'CERT',
      SANDBANK_TLS_KEY_FILE: 'KEY',
      SANDBANK_CA_FILE: 'CA',
      SANDBANK_DATABASE_URL: 'postgres://role@127.0.0.1:9449/sandbank',
      SANDBANK_DATABASE_PASSWORD_FILE: 'pass word',
      SANDBANK_SECRET_FILE: Buffer.alloc(32, 7),
      SANDBANK_LOG_LEVEL: 'info',
      SANDBANK_AUTHORIZATION_SERVER_URL: 'https://localhost:9441',
      SANDBANK_RESOURCE_SERVER_URL: 'https://localhost:9442',
      SANDBANK_PORTAL_URL: 'https://localhost:9440',
    });
  });

  it('is frozen', () => {
    const settings = load() as { SANDBANK_HOST: string };
    expect(() => (settings.SANDBANK_HOST = 'elsewhere')).toThrow(TypeError);
  });

  it('tells every problem at once, by the name of its setting', () => {
    const problems = problemsOf({
      SANDBANK_PORT: '0',
      SANDBANK_CA_FILE: join(folder, 'missing.pem'),
      SANDBANK_PORTAL_URL: 'http://localhost:9440',
      SANDBANK_LOG_LEVEL: 'loud',
    });
    expect(problems.split('\n')).toHaveLength(5);
    for (const name of ['PORT', 'CA_FILE', 'PORTAL_URL', 'LOG_LEVEL'])
      expect(problems).toContain(`SANDBANK_${name}: `);
    expect(problems).toContain(`cannot read ${join(folder, 'missing.pem')}`);
  });

  it.each([
    ['a port beyond the last', { SANDBANK_PORT: '65536' }],
    ['a port with a fraction', { SANDBANK_PORT: '1.5' }],
    ['a port that is a word', { SANDBANK_PORT: 'https' }],
    ['no port', { SANDBANK_PORT: undefined }],
    ['an empty host', { SANDBANK_HOST: '' }],
    ['another database', { SANDBANK_DATABASE_URL: 'mysql://localhost/x' }],
    ['a missing file setting', { SANDBANK_TLS_KEY_FILE: undefined }],
  ])('refuses %s', (_what, changes) => {
    expect(problemsOf(changes).split('\n')).toHaveLength(2);
  });

  it('refuses a secret of fewer than 32 bytes without telling it', () => {
    const short = Buffer.alloc(31, 7).toString('base64url');
    writeFileSync(join(folder, 'short'), short);
    const problems = problemsOf({ SANDBANK_SECRET_FILE: join(folder, 'short') });
    expect(problems).toContain('at least 32 bytes');
    expect(problems).not.toContain(short);
  });

  it('takes the secret from the environment instead of a file, but not from both', () => {
    const value = Buffer.alloc(32, 9).toString('base64url');
    const given = { SANDBANK_SECRET: value, SANDBANK_SECRET_FILE: undefined };
    expect(load(given).SANDBANK_SECRET_FILE).toEqual(Buffer.alloc(32, 9));
    for (const [changes, words] of [
      [{ SANDBANK_SECRET: value }, 'only one of SANDBANK_SECRET and SANDBANK_SECRET_FILE'],
      [{ ...given, SANDBANK_SECRET: value.slice(0, 40) }, 'at least 32 bytes'],
      [{ SANDBANK_SECRET_FILE: undefined }, 'name a file, or set SANDBANK_SECRET'],
      [{ SANDBANK_SECRET_FILE: join(folder, 'missing') }, 'cannot read'],
    ] as const) {
      const problems = problemsOf(changes);
      expect(problems).toContain(words);
      expect(problems.split('\n')).toHaveLength(2);
      expect(problems).not.toContain(value.slice(0, 40));
    }
  });

  it('reads hosts that may be fetched from, each with its port', () => {
    const hosts = (list: string) => ({ SANDBANK_FETCH_ALLOWED_HOSTS: list });
    expect(load(hosts('localhost:9440, Tpp.Example:8443')).SANDBANK_FETCH_ALLOWED_HOSTS).toEqual([
      'localhost:9440',
      'tpp.example:8443',
    ]);
    for (const list of ['localhost', '', 'https://localhost:9440', 'localhost:9440,'])
      expect(problemsOf(hosts(list))).toContain('SANDBANK_FETCH_ALLOWED_HOSTS: ');
  });

  it('needs no password file where the database asks for none', () => {
    const settings = load({ SANDBANK_DATABASE_PASSWORD_FILE: undefined });
    expect(settings.SANDBANK_DATABASE_PASSWORD_FILE).toBeUndefined();
  });
});

describe('httpsUrl', () => {
  it.each(['http://localhost', 'ftp://localhost', 'localhost', '', 'https://'])(
    'refuses "%s"',
    (url) => expect(httpsUrl.safeParse(url).success).toBe(false),
  );

  it('takes a path and cuts the slashes behind it', () => {
    expect(z.parse(httpsUrl, 'https://bank.example/harbour//')).toBe(
      'https://bank.example/harbour',
    );
  });
});
