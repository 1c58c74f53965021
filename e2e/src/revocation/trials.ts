import { setTimeout as delay } from 'node:timers/promises';
import { approve } from '../http/customer.js';
import type { ScriptApp, Send, Tokens } from '../sandbox/script-app.js';
import type { BankOfTwo, Sight } from './bank-of-two.js';
import { wayOf, type Scene, type WayName } from './ways.js';

/** One revocation, and what both resource servers said before and after it. */
export interface Trial {
  readonly way: WayName;
  readonly before: readonly Sight[];
  /** Asked at once when the revoking call had returned. */
  readonly after: readonly Sight[];
}

export type Cast = Omit<Scene, 'authorizationServer' | 'resourceServer'>;

/** A customer allows the app two accounts. */
export async function connected({ app, customer }: Cast, send?: Send): Promise<Tokens> {
  const request = await app.push();
  const { callback } = await approve(request.url, customer);
  return app.exchange(request, callback, send);
}

/** The scene of one trial: the processes take turns in being asked to revoke. */
export const sceneOf = (cast: Cast, bank: BankOfTwo, index: number): Scene => ({
  ...cast,
  authorizationServer: bank.authorizationServers[index % 2]!,
  resourceServer: bank.resourceServers[index % 2]!,
});

/** Revokes, and shows the token everywhere from the moment in which the answer was there. */
export async function tried(
  bank: BankOfTwo,
  scene: Scene,
  way: WayName,
  tokens: Tokens,
): Promise<Trial> {
  const { prepare, undo } = wayOf(way);
  const revoke = await prepare(scene, tokens);
  const before = await bank.look(scene.app, tokens.accessToken, performance.now());
  await revoke();
  const after = await bank.look(scene.app, tokens.accessToken, performance.now());
  await undo?.(scene);
  return { way, before, after };
}

/** A call that was on its way when, or sent after, the token was revoked. */
export interface CallOnItsWay {
  readonly startedAt: number;
  readonly status: number;
}

const callsBefore = 4;
const callsAfter = 10;

/** Calls both resource servers without a pause while a token is revoked: some calls before, and some after it. */
export async function callsAround(
  bank: BankOfTwo,
  app: ScriptApp,
  accessToken: string,
  revoke: () => Promise<void>,
): Promise<{ calls: readonly CallOnItsWay[]; revokedAt: number }> {
  const url = `${bank.bank.resource_base}/aisp/accounts`;
  const calls: Promise<CallOnItsWay>[] = [];
  let goesOn = true;
  const callers = bank.resourceServers.map(async (send) => {
    while (goesOn) {
      const startedAt = performance.now();
      calls.push(
        app.call(accessToken, url, { send }).then(({ status }) => ({ startedAt, status })),
      );
      await delay(5);
    }
  });
  const sent = async (count: number): Promise<void> => {
    while (calls.length < count) await delay(1);
  };
  await sent(callsBefore);
  await Promise.all(calls.slice(0, callsBefore));
  await revoke();
  const revokedAt = performance.now();
  await sent(calls.length + callsAfter);
  goesOn = false;
  await Promise.all(callers);
  return { calls: await Promise.all(calls), revokedAt };
}
