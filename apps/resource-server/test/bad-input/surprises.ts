import type { HttpsAnswer } from '@sandbank/testing';
import { inTurns, type GoodCall } from './calls.js';

/** Code of the first error of a refusal. */
export const codeOf = (answer: HttpsAnswer): string | undefined =>
  answer.json<{ Errors: { ErrorCode: string }[] }>().Errors[0]?.ErrorCode;

/** Sends changed calls and collects those that were not answered as they must be. */
export async function surprises<T extends { readonly what: string }>(
  changes: readonly (T & { readonly call: GoodCall })[],
  send: (change: T & { readonly call: GoodCall }) => Promise<HttpsAnswer>,
  expected: (change: T & { readonly call: GoodCall }, answer: HttpsAnswer) => boolean,
): Promise<string[]> {
  expect(changes.length).toBeGreaterThan(0);
  const found: string[] = [];
  await inTurns(changes, async (change) => {
    const answer = await send(change);
    if (expected(change, answer)) return;
    found.push(
      `${change.call.route}, ${change.what}: ${answer.status} ${answer.body.slice(0, 200)}`,
    );
  });
  return found;
}
