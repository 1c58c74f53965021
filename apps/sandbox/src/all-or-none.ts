/** As `Promise.all`, but a failure is told only when everything has settled: nothing goes on behind it. */
export async function allOrNone<const T extends readonly Promise<unknown>[]>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
