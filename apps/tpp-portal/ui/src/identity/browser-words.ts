const browsers: readonly [pattern: RegExp, words: string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const systems: readonly [pattern: RegExp, words: string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

const first = (list: typeof browsers, agent: string): string | undefined =>
  list.find(([pattern]) => pattern.test(agent))?.[1];

/** A browser in two words, out of the many that it says of itself. */
export function browserWords(agent: string): string {
  const browser = first(browsers, agent) ?? 'A browser';
  const system = first(systems, agent);
  return system === undefined ? browser : `${browser} on ${system}`;
}
