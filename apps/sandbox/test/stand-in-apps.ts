import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder } from '../src/data/read-data.js';
import { services } from '../src/services.js';

// A server as the launcher knows one: TLS, health, an orderly end, an end with its parent, and a way to crash.
const server = `
const { createServer } = require('node:https');
const { readFileSync } = require('node:fs');
const settings = process.env;
const server = () => createServer(
  {
    cert: readFileSync(settings.SANDBANK_TLS_CERT_FILE),
    key: readFileSync(settings.SANDBANK_TLS_KEY_FILE),
  },
  (request, response) => {
    if (request.url === '/crash') process.exit(3);
    response.end(JSON.stringify({ status: 'ok', portal: settings.SANDBANK_PORTAL_URL }));
  },
);
const { SANDBANK_PORT, SANDBANK_MTLS_PORT, SANDBANK_CONTROL_PORT } = settings;
for (const port of [SANDBANK_PORT, SANDBANK_MTLS_PORT, SANDBANK_CONTROL_PORT])
  if (port !== undefined) server().listen(Number(port), '127.0.0.1');
for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(event, () => process.exit(0));
`;

const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** A folder like `apps/` whose servers do nothing but answer; gone after the spec. */
export async function standInApps(): Promise<string> {
  const apps = await mkdtemp(join(tmpdir(), 'sandbank-apps-'));
  folders.push(apps);
  await cp(dataFolder, join(apps, 'sandbox', 'data'), { recursive: true });
  for (const { name } of services) {
    const dist = join(apps, name, 'dist');
    await mkdir(dist, { recursive: true });
    await writeFile(join(apps, name, 'package.json'), '{"type":"commonjs"}');
    await writeFile(join(dist, 'main.js'), server);
    await writeFile(join(dist, 'migrate.js'), '');
    await writeFile(join(dist, 'seed.js'), '');
  }
  return apps;
}
