import { setTimeout as delay } from 'node:timers/promises';
import { carriedOut } from './sandbox/operator-command.js';
import { bank, sandbox, sandboxHome } from './sandbox/sandbox.js';
import { SecondProcess } from './sandbox/second-process.js';

const description = sandbox();
const jwksUri = `${bank(description).issuer}/jwks`;
const withinSeconds = 20;

let second: SecondProcess;

beforeAll(async () => {
  second = await SecondProcess.start(sandboxHome(), description);
});
afterAll(() => second.stop());

/** A key that no client in these tests asks for: what happens to it disturbs no other journey. */
const selection = ['--bank', 'harbour', '--purpose', 'id_token', '--alg', 'Ed25519'];

const ordered = async (...words: string[]): Promise<string[]> => {
  const { json } = await carriedOut('key', ...words, '--json');
  return json<{ kid: string }[]>().map(({ kid }) => kid);
};

const published = async (url: string | URL): Promise<string[]> => {
  const { keys } = (await (await fetch(url)).json()) as { keys: { kid: string; alg: string }[] };
  return keys.filter(({ alg }) => alg === 'Ed25519').map(({ kid }) => kid);
};

/** Until both processes publish exactly these keys; they were started before and are not told. */
const bothPublish = async (kids: readonly string[]): Promise<void> => {
  const expected = [...kids].sort();
  let seen: string[][] = [];
  for (let attempt = 0; attempt < withinSeconds * 4; attempt += 1) {
    seen = await Promise.all([jwksUri, second.at(jwksUri)].map(published));
    if (seen.every((each) => each.sort().join() === expected.join())) return;
    await delay(250);
  }
  throw new Error(`expected ${expected.join()} but saw ${JSON.stringify(seen)}`);
};

describe('keys of a running sandbox', () => {
  it('get successors by command, which every process publishes within seconds (OIDC-10.1.1)', async () => {
    const before = await published(jwksUri);
    expect(before).toHaveLength(1);
    const successors = await ordered('rotate', ...selection);
    expect(successors).toHaveLength(1);
    await bothPublish([...before, ...successors]);
    expect(await ordered('rotate', ...selection)).toEqual(successors);
  });

  it('are gone from every process within seconds in an emergency (SP-6.8)', async () => {
    const fresh = await ordered('rotate', ...selection, '--emergency');
    expect(fresh).toHaveLength(1);
    await bothPublish(fresh);
  });
});
