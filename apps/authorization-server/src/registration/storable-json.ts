const membersMax = 20;

/**
 * Where a JSON value holds text that PostgreSQL cannot keep: U+0000, or half of a surrogate pair. At most 20 places, as
 * `jwks.keys.0`.
 */
export function unstorable(value: unknown, place = ''): readonly string[] {
  if (typeof value === 'string') return isStorable(value) ? [] : [place];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .flatMap(([name, inner]: [string, unknown]) => {
      // A name that cannot be kept cannot be told either.
      if (!isStorable(name)) return [place];
      return unstorable(inner, place === '' ? name : `${place}.${name}`);
    })
    .slice(0, membersMax);
}

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
