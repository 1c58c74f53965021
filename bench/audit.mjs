// What the governance record costs, and whether it makes anybody wait: `node bench/audit.mjs` after a build.
// A sandbox of its own is started and thrown away. Load and servers share this machine, and the rounds with and without
// the record take turns: read the ratios, not the numbers.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { completeJourney, FapiClient, freePort } from '@sandbank/testing';
import pg from 'pg';

const root = resolve(import.meta.dirname, '..');
const home = await mkdtemp(join(tmpdir(), 'sandbank-bench-'));
const rounds = 3;
const roundMilliseconds = 3000;
const concurrency = 16;
const json = async (...path) => JSON.parse(await readFile(join(home, ...path), 'utf8'));
const secret = async (name) => (await readFile(join(home, 'secrets', name), 'utf8')).trim();

function launcher(...words) {
  const child = spawn(process.execPath, [join(root, 'apps/sandbox/dist/main.js'), ...words], {
    env: { ...process.env, NODE_OPTIONS: '', SANDBANK_HOME: home, SANDBANK_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((done, fail) => {
    child.once('close', (code) => (code === 0 ? done() : fail(new Error(`launcher: ${code}`))));
  });
}

/** Calls per second of `work(n)` under a fixed number of callers. */
async function rate(callers, work, milliseconds = roundMilliseconds) {
  const until = performance.now() + milliseconds;
  let calls = 0;
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      while (performance.now() < until) {
        await work(caller);
        calls += 1;
      }
    }),
  );
  return (calls * 1000) / milliseconds;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const show = (what, ...cells) =>
  console.log(what.padEnd(44), ...cells.map((cell) => String(cell).padStart(12)));

async function secondResourceServer(description, ports) {
  const port = await freePort();
  const [harbour] = description.banks;
  const name = 'resource-server';
  const child = spawn(process.execPath, [join(root, `apps/${name}/dist/main.js`)], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      SANDBANK_HOST: 'localhost',
      SANDBANK_PORT: String(port),
      SANDBANK_TLS_CERT_FILE: join(home, 'tls', `${name}.pem`),
      SANDBANK_TLS_KEY_FILE: join(home, 'tls', `${name}-key.pem`),
      SANDBANK_CA_FILE: join(home, description.ca),
      SANDBANK_DATABASE_URL: `postgres://sandbank_resource_server@127.0.0.1:${ports.database}/sandbank`,
      SANDBANK_DATABASE_PASSWORD_FILE: join(home, 'secrets', `${name}.password`),
      SANDBANK_SECRET_FILE: join(home, 'secrets', `${name}.secret`),
      SANDBANK_AUTHORIZATION_SERVER_URL: new URL(harbour.issuer).origin,
      SANDBANK_RESOURCE_SERVER_URL: new URL(harbour.resource_base).origin,
      SANDBANK_PORTAL_URL: description.portal,
      SANDBANK_LOG_LEVEL: 'error',
      NODE_EXTRA_CA_CERTS: join(home, description.ca),
      NODE_ENV: 'production',
    },
    stdio: 'ignore',
  });
  await new Promise((done) => setTimeout(done, 4000));
  return { port, stop: () => child.kill('SIGTERM') };
}

/** The record, and what stands in for it in the rounds without: both under the same name. */
async function recordSwitch(owner) {
  const { rows } = await owner.query(
    `SELECT pg_get_functiondef('audit.append(text,text,timestamptz,jsonb,uuid,jsonb)'::regprocedure) AS text`,
  );
  const on = rows[0].text;
  const off = on.replace(
    /AS \$function\$[\s\S]*\$function\$/,
    'AS $function$BEGIN RETURN 0; END$function$',
  );
  return (isOn) => owner.query(isOn ? on : off);
}

async function compare(what, turn, work) {
  const rates = { true: [], false: [] };
  for (let round = 0; round < rounds; round += 1)
    for (const isOn of [true, false]) {
      await turn(isOn);
      await rate(concurrency, work, 500);
      rates[isOn].push(await rate(concurrency, work));
    }
  await turn(true);
  const [on, off] = [median(rates.true), median(rates.false)];
  show(what, `${on.toFixed(0)}/s`, `${off.toFixed(0)}/s`, `${((100 * on) / off).toFixed(0)} %`);
}

async function appends(password, ports) {
  show('appends, one per transaction', 'with', 'plain INSERT', 'ratio');
  for (const connections of [1, 4, 16]) {
    const clients = await Promise.all(
      Array.from({ length: connections }, async () => {
        const client = new pg.Client({
          connectionString: `postgres://sandbank:${password}@127.0.0.1:${ports.database}/sandbank`,
        });
        await client.connect();
        return client;
      }),
    );
    const body = {
      words: 'as long as a record of a resource call is, about five hundred bytes '.repeat(6),
    };
    const text = `SELECT audit.append('bench', 'bench', now(), $1)`;
    const plain = `INSERT INTO public.bench_plain (body, at) VALUES ($1, now())`;
    const chained = await rate(connections, (n) =>
      clients[n].query({ name: 'c', text, values: [body] }),
    );
    const bare = await rate(connections, (n) =>
      clients[n].query({ name: 'p', text: plain, values: [body] }),
    );
    show(
      `  ${connections} connections`,
      `${chained.toFixed(0)}/s`,
      `${bare.toFixed(0)}/s`,
      `${((100 * chained) / bare).toFixed(0)} %`,
    );
    await Promise.all(clients.map((client) => client.end()));
  }
}

try {
  await launcher('--detach', '--port-base', process.env['BENCH_PORT_BASE'] ?? '9640');
  const [description, ports] = [await json('sandbox.json'), await json('ports.json')];
  const password = await secret('postgres.password');
  const owner = new pg.Client({
    connectionString: `postgres://sandbank:${password}@127.0.0.1:${ports.database}/sandbank`,
  });
  await owner.connect();
  await owner.query(
    'CREATE TABLE public.bench_plain (id bigserial PRIMARY KEY, body jsonb, at timestamptz)',
  );
  await appends(password, ports);

  const ca = await readFile(join(home, description.ca), 'utf8');
  const [harbour] = description.banks;
  const login = description.customers.find(({ bank }) => bank === 'harbour');
  const script = description.clients.find(
    ({ bank, token_endpoint_auth_method: method }) =>
      bank === 'harbour' && method === 'private_key_jwt',
  );
  const [key] = (await json(script.jwks_file)).keys;
  const client = await FapiClient.create({
    ...{ issuer: harbour.issuer, clientId: script.client_id, key, ca },
    redirectUri: script.redirect_uris[0],
  });
  const { accessToken, refreshToken } = await completeJourney(client, login);
  const second = await secondResourceServer(description, ports);
  const url = `${harbour.resource_base}/aisp/accounts`;
  const there = new URL(url);
  there.port = String(second.port);
  const expect = async (status, pending) => {
    const answer = await pending;
    if (answer.status !== status) throw new Error(`${answer.status}: ${answer.body}`);
  };
  let token = accessToken;
  const renew = async () => {
    token = (await client.refresh(refreshToken)).json()['access_token'];
  };
  const turn = await recordSwitch(owner);
  show('calls over HTTPS, 16 at a time', 'with', 'without', 'ratio');
  await compare('  GET /accounts, one process', turn, () => expect(200, client.call(url, token)));
  await renew();
  await compare('  GET /accounts, two processes', turn, (n) =>
    expect(
      200,
      // The second process stands behind the same name for clients: only the port of the connection differs.
      client.call(
        url,
        token,
        n % 2 === 0 ? {} : { url: there.href, proof: { claims: { htu: url } } },
      ),
    ),
  );
  await compare('  pushed authorization request', turn, () =>
    expect(
      201,
      client.push().then(({ answer }) => answer),
    ),
  );
  await compare('  token by refresh token', turn, () => expect(200, client.refresh(refreshToken)));
  second.stop();
  await owner.end();
} finally {
  await launcher('stop').catch(() => undefined);
  await rm(home, { recursive: true, force: true });
}
