import { join, relative } from 'node:path';
import type { SandboxDescription } from './data/description.js';
import type { Home } from './home.js';
import { table } from './table.js';

/** What a person needs to go on: where, as whom, how to stop, how to be trusted by the browser. */
export function summary(home: Home, description: SandboxDescription, detached: boolean): string {
  const file = (path: string): string => {
    const near = relative(process.cwd(), join(home.folder, path));
    return near.startsWith('..') ? join(home.folder, path) : near;
  };
  const ca = file(description.ca);
  const stop = 'npm run sandbox -- stop';
  const places = [
    ['Portal', description.portal],
    ...description.banks.flatMap((bank) => [
      [`${bank.name}: issuer`, bank.issuer],
      [`${bank.name}: API`, bank.resource_base],
      [`${bank.name}: for customers`, bank.dashboard],
      [`${bank.name}: with certificate`, `${bank.mtls_base}  ${bank.mtls_resource_base}`],
    ]),
    ['Directory', description.directory.url],
    ['For operators', `${description.operator.url}  ${file(description.operator.password_file)}`],
    ['Control API', `${description.control.url}  ${file(description.control.token_file)}`],
    ['For scripts', file('sandbox.json')],
  ];
  const people = description.customers.map(({ username, password, code, name, scenario }) => [
    ...[username, password, code, name, scenario?.name ?? ''],
  ]);
  const trust = [
    ['curl', `--cacert ${quote(ca)}`],
    ['Node', `NODE_EXTRA_CA_CERTS=${quote(join(home.folder, description.ca))}`],
    ...trustOfBrowsers(ca),
  ];
  return [
    '',
    table(places),
    '',
    table([['username', 'password', 'code', 'name', 'scenario'], ...people]),
    '',
    '  Trust the CA (it can vouch for localhost alone):',
    table(trust, '    '),
    '',
    `  Stop: ${detached ? stop : `Ctrl-C, or ${stop}`}`,
    '',
  ].join('\n');
}

function trustOfBrowsers(ca: string): string[][] {
  const firefox = ['Firefox', `Settings > Certificates > Authorities > Import ${ca}`];
  if (process.platform === 'darwin') {
    const keychain = '~/Library/Keychains/login.keychain-db';
    return [
      ['Chrome', `security add-trusted-cert -r trustRoot -k ${keychain} ${quote(ca)}`],
      firefox,
    ];
  }
  const store = 'certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n Sandbank';
  return [['Chrome', `${store} -i ${quote(ca)}  (package libnss3-tools)`], firefox];
}

const quote = (path: string): string => (/^[\w./@+-]+$/.test(path) ? path : `'${path}'`);
