import { temporaryHome } from '../test/temporary-home.js';
import { prepareSecrets, serviceEnvironment } from './environment.js';
import type { Home } from './home.js';
import { choosePorts, type Ports } from './ports.js';
import { services, type Service } from './services.js';
import { readIfThere } from './state-file.js';

describe('the environment of a server', () => {
  let home: Home;
  let ports: Ports;

  beforeAll(async () => {
    home = await temporaryHome();
    ports = await choosePorts(9440, async () => true);
  });

  const settings = (service: Service) => serviceEnvironment(home, service, ports, 'postgres://x');
  const toldOf = (setting: string) =>
    services.filter((service) => settings(service)[setting] !== undefined).map(({ app }) => app);

  it('says where the directory is, and lets keys be fetched there', () => {
    for (const service of services) {
      const { SANDBANK_DIRECTORY_URL: url, SANDBANK_FETCH_ALLOWED_HOSTS: hosts } =
        settings(service);
      expect(url).toBe('https://localhost:9446');
      expect(hosts?.split(',')).toEqual(['localhost:9440', 'localhost:9446']);
    }
  });

  it('names a token to those alone who show it or are shown it', () => {
    expect(toldOf('SANDBANK_REGISTRAR_TOKEN_FILE').sort()).toEqual(['directory', 'tppPortal']);
    const records = ['authorizationServer', 'resourceServer', 'tppPortal'];
    expect(toldOf('SANDBANK_RECORDS_TOKEN_FILE').sort()).toEqual(records);
    const operators = ['authorizationServer', 'tppPortal'];
    expect(toldOf('SANDBANK_OPERATOR_TOKEN_FILE').sort()).toEqual(operators);
    expect(toldOf('SANDBANK_OPERATOR_PASSWORD_FILE')).toEqual(['tppPortal']);
    expect(toldOf('SANDBANK_CONTROL_URL')).toEqual(['tppPortal']);
    expect(toldOf('SANDBANK_CONTROL_PORT')).toEqual(['authorizationServer']);
    expect(toldOf('SANDBANK_AUDITOR_PASSWORD_FILE')).toEqual(['authorizationServer']);
  });

  it('names secrets that are there, each for its own purpose, and the same at every start', async () => {
    await prepareSecrets(home);
    const { operatorToken, operatorPassword, recordsToken, registrarToken } = home;
    const files = [operatorToken, operatorPassword, recordsToken, registrarToken];
    const read = () => Promise.all(files.map(readIfThere));
    const made = await read();
    expect(new Set(made).size).toBe(4);
    for (const text of made) expect(text).toMatch(/^[\w-]{43}\n$/);
    await prepareSecrets(home);
    expect(await read()).toEqual(made);
  });
});
