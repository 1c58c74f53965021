import { PortalError, portalErrorOf } from '../portal-error.js';

/** What some told and others refused to tell, each with whom was asked. */
export interface AskedAll<A, T> {
  readonly told: readonly { readonly by: A; readonly answer: T }[];
  readonly silent: readonly { readonly by: A; readonly error: PortalError }[];
}

/** Asks all at once; who does not answer stands beside the others' answers. Throws what the first threw where none does. */
export async function askAll<A, T>(
  asked: readonly A[],
  ask: (one: A) => Promise<T>,
): Promise<AskedAll<A, T>> {
  const all = await Promise.all(
    asked.map(async (by) => ({ by, answer: await ask(by).catch(portalErrorOf) })),
  );
  const silent = all.flatMap(({ by, answer }) =>
    answer instanceof PortalError ? [{ by, error: answer }] : [],
  );
  const [first] = silent;
  if (first !== undefined && silent.length === all.length) throw first.error;
  const told = all.flatMap(({ by, answer }) =>
    answer instanceof PortalError ? [] : [{ by, answer }],
  );
  return { told, silent };
}

/** Each server once, however many questions it left open. */
export const eachOnce = <T extends { readonly server: string }>(silent: readonly T[]): T[] => [
  ...new Map(silent.map((one) => [one.server, one])).values(),
];
