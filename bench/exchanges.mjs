// What it costs a server to write down exchanges: `node bench/exchanges.mjs` after a build. Two processes of the same small
// server, one of which records, take turns under the same load; what counts is the CPU time of the server per request. The
// database stands still, for no request waits for it. Read the ratios, not the numbers.
import { fork } from 'node:child_process';
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';

const rounds = 7;
const perRound = 1500;
const callers = 8;
const body = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`Member${at}Id`, `${at}`]));
const jwt = (header, payload) =>
  [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
const parts = {
  token: `${jwt({ alg: 'ES256', typ: 'at+jwt' }, { client_id: 'a', scope: 'accounts', jti: 'x' })}.${'s'.repeat(86)}`,
  proof: `${jwt({ alg: 'ES256', typ: 'dpop+jwt' }, { htm: 'GET', htu: 'https://bank', jti: 'y' })}.${'s'.repeat(86)}`,
};

if (process.argv[2] === 'serve') await serve(process.argv[3] === 'recording');
else await compare();

/** A call as the accounts API answers it: two signatures, three dozen rules, a database to wait for. */
async function serve(isRecording) {
  const { default: Fastify } = await import('fastify');
  const { enforce, rule } = await import('@sandbank/fapi-policy');
  const fastify = Fastify({ genReqId: () => '019ab3c4-7d10-7e3a-9c55-0a1b2c3d4e5f' });
  if (isRecording) await record(fastify);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signature = sign('sha256', Buffer.from(parts.token), privateKey);
  const rules = Array.from({ length: 36 }, (_, at) => rule(`clause-${at}`, () => undefined));
  let calls = 0;
  fastify.get('/:bank/accounts', async (call) => {
    for (const part of [parts.token, parts.token]) {
      verify('sha256', Buffer.from(part), publicKey, signature);
    }
    for (let wait = 0; wait < 3; wait += 1) await new Promise((done) => setImmediate(done));
    enforce(rules, {});
    calls += 1;
    call.clientId = call.headers['x-load'] === 'one client' ? 'client' : `client-${calls}`;
    return { Data: body };
  });
  await fastify.listen({ port: 0, host: '127.0.0.1' });
  process.on('message', () => process.send(process.cpuUsage()));
  process.on('disconnect', () => process.exit(0));
  process.send({ port: fastify.server.address().port });
}

async function record(fastify) {
  const { ExchangeRecorder, SystemClock } = await import('@sandbank/platform');
  const options = {
    ...{ server: 'resource-server', laneOf: () => 'client', funnel: {} },
    clientIsKnownSql: 'true',
  };
  const database = { query: () => Promise.resolve([]) };
  const logger = { warn: console.error };
  const host = { httpAdapter: { getInstance: () => fastify } };
  new ExchangeRecorder(database, new SystemClock(), 'x', logger, options, host);
}

async function compare() {
  const without = await started('plain');
  const recording = await started('recording');
  const loads = ['one client', 'many clients'];
  for (const server of [without, recording]) for (const load of loads) await server.round(load);
  for (const load of loads) {
    const times = { without: [], recording: [] };
    for (let round = 0; round < rounds; round += 1) {
      times.without.push(await without.round(load));
      times.recording.push(await recording.round(load));
    }
    const [plain, recorded] = [median(times.without), median(times.recording)];
    const figures = [`${plain.toFixed(0)} µs`, `${recorded.toFixed(0)} µs`];
    console.log(load.padEnd(14), ...figures, `× ${(recorded / plain).toFixed(2)}`);
  }
  without.stop();
  recording.stop();
}

async function started(kind) {
  const child = fork(fileURLToPath(import.meta.url), ['serve', kind]);
  const said = () => new Promise((done) => child.once('message', done));
  const { port } = await said();
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const cpu = async () => {
    const answer = said();
    child.send('cpu');
    const { user, system } = await answer;
    return user + system;
  };
  /** Microseconds of CPU per request. */
  const round = async (load) => {
    const before = await cpu();
    const each = async () => {
      for (let n = 0; n < perRound / callers; n += 1) await get(port, agent, load);
    };
    await Promise.all(Array.from({ length: callers }, each));
    return ((await cpu()) - before) / perRound;
  };
  return { round, stop: () => child.disconnect() };
}

function get(port, agent, load) {
  const headers = { 'x-load': load, authorization: `DPoP ${parts.token}`, dpop: parts.proof };
  return new Promise((done, fail) => {
    request({ host: '127.0.0.1', port, path: '/harbour/accounts', agent, headers }, (answer) =>
      answer.resume().once('end', done),
    )
      .once('error', fail)
      .end();
  });
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
