/** ISO 8601 with a time zone, as every response writes it; whole seconds where it can be. */
export const isoDateTime = (instant: Date): string =>
  instant.toISOString().replace(/(?:\.000)?Z$/, '+00:00');
