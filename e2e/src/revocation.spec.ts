import { writeFileSync } from 'node:fs';
import { appOfItsOwn } from './revocation/app-of-its-own.js';
import { BankOfTwo } from './revocation/bank-of-two.js';
import {
  callsAround,
  connected,
  sceneOf,
  tried,
  type Cast,
  type Trial,
} from './revocation/trials.js';
import { wayNames, wayOf, type WayName } from './revocation/ways.js';
import { bank, sandbox, sandboxHome } from './sandbox/sandbox.js';
import { ScriptApp, type Tokens } from './sandbox/script-app.js';

// `node bench/revocation.mjs` runs this file too, for its times.
const trialsOfAll = 200;
const reportFile = process.env['SANDBANK_REVOCATION_REPORT'];

const description = sandbox();
const harbour = bank(description);
const customers = description.customers.filter((one) => one.bank === harbour.slug);

let both: BankOfTwo;
let cast: Cast;

beforeAll(async () => {
  const client = await appOfItsOwn(harbour.slug);
  both = await BankOfTwo.open(sandboxHome(), description, harbour);
  const app = await ScriptApp.discover(description, client);
  cast = { description, bank: harbour, app, clientId: client.client_id, customer: customers[0]! };
});
afterAll(() => both.close());

/** How often each way is tried, 200 times in all. */
const shareOf = (way: WayName): number => {
  const at = wayNames.indexOf(way);
  return (
    Math.floor(((at + 1) * trialsOfAll) / wayNames.length) -
    Math.floor((at * trialsOfAll) / wayNames.length)
  );
};

/** Ways after which the grant lives on, so that one sign-in serves all trials. */
const keepsGrant: readonly WayName[] = ['access token revoked', 'client frozen'];

/** Tokens for a trial: of one grant where it lives on, else of a grant of its own. */
async function* tokensFor(way: WayName): AsyncGenerator<Tokens> {
  const held = keepsGrant.includes(way) ? await connected(cast) : undefined;
  for (;;) yield held === undefined ? connected(cast) : cast.app.refresh(held.refreshToken);
}

describe('from the moment in which the revoking call has returned', () => {
  const trials: Trial[] = [];
  afterAll(() => {
    if (reportFile !== undefined) writeFileSync(reportFile, JSON.stringify(trials));
  });

  it.each(wayNames)(
    '%s: both processes of the resource server refuse, every time (SP-5.3.4-3)',
    async (way) => {
      const tokens = tokensFor(way);
      for (let index = 0; index < shareOf(way); index += 1) {
        const held = (await tokens.next()).value as Tokens;
        trials.push(await tried(both, sceneOf(cast, both, index), way, held));
      }
      const of = trials.filter((trial) => trial.way === way);
      expect(of).toHaveLength(shareOf(way));
      const statuses = of.map(({ before, after }) =>
        [...before, ...after].map((one) => one.status),
      );
      expect(statuses).toEqual(of.map(() => [200, 200, 401, 401]));
    },
    300_000,
  );

  it.each(wayNames)('%s: of calls on their way, none that was sent later passes', async (way) => {
    const scene = sceneOf(cast, both, 1);
    const tokens = await connected(cast);
    const revoke = await wayOf(way).prepare(scene, tokens);
    const { calls, revokedAt } = await callsAround(both, cast.app, tokens.accessToken, revoke);
    await wayOf(way).undo?.(scene);
    const later = calls.filter(({ startedAt }) => startedAt >= revokedAt);
    expect(calls.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(later.length).toBeGreaterThanOrEqual(10);
    expect(new Set(later.map(({ status }) => status))).toEqual(new Set([401]));
    expect(new Set(calls.map(({ status }) => status))).toEqual(new Set([200, 401]));
  });
});
