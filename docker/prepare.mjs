// Makes certificates, keys, schemas and demo data with the launcher, then hands each server its own files and no other's.
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const home = '/state/sandbank';
const files = '/files';

const databaseUrl = new URL(process.env.SANDBANK_DATABASE_URL);
databaseUrl.password = readFileSync(process.env.SANDBANK_DATABASE_PASSWORD_FILE, 'utf8').trim();

const { status } = spawnSync(process.execPath, ['apps/sandbox/dist/main.js', 'prepare'], {
  stdio: 'inherit',
  env: { ...process.env, SANDBANK_HOME: home, SANDBANK_DATABASE_URL: databaseUrl.href },
});
if (status !== 0) process.exit(1);

for (const app of ['authorization-server', 'resource-server', 'directory', 'tpp-portal']) {
  hand(app, 'ca/ca.pem', 'ca.pem');
  hand(app, `tls/${app}.pem`, 'certificate.pem');
  hand(app, `tls/${app}-key.pem`, 'certificate-key.pem');
  hand(app, `secrets/${app}.secret`, 'secret');
  hand(app, `secrets/${app}.password`, 'database-password');
}
for (const app of ['authorization-server', 'resource-server'])
  hand(app, 'ca/client-ca.pem', 'client-ca.pem');
for (const app of ['authorization-server', 'tpp-portal'])
  hand(app, 'secrets/operator.token', 'operator-token');
hand('authorization-server', 'secrets/auditor.password', 'auditor-password');
for (const app of ['authorization-server', 'resource-server', 'tpp-portal'])
  hand(app, 'secrets/records.token', 'records-token');
for (const app of ['directory', 'tpp-portal'])
  hand(app, 'secrets/registrar.token', 'registrar-token');
hand('tpp-portal', 'secrets/operator.password', 'operator-password');
hand('tpp-portal', 'seed/people.json', 'people.json');
const demo = JSON.parse(readFileSync(join(home, 'seed/demo-clients.json'), 'utf8'));
for (const client of demo.clients) {
  hand('tpp-portal', client.jwks_file, basename(client.jwks_file));
  // The portal finds its key where its own container has it.
  client.jwks_file = join('/run/sandbank', basename(client.jwks_file));
}
writeFileSync(join(files, 'tpp-portal/demo-clients.json'), JSON.stringify(demo), { mode: 0o600 });

function hand(app, from, name) {
  cpSync(resolve(home, from), join(files, app, name));
}
