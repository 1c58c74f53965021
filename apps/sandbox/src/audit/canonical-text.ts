/**
 * A JSON value as PostgreSQL prints `jsonb`: a space after each colon and comma, the keys of an object by length, then by
 * bytes. @throws RangeError for a number that is no safe integer: no record holds one.
 */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value as Readonly<Record<string, unknown>>)
      .map(([name, member]) => ({ bytes: Buffer.from(name), name, member }))
      .sort((a, b) => a.bytes.length - b.bytes.length || Buffer.compare(a.bytes, b.bytes));
    const texts = members.map(
      ({ name, member }) => `${JSON.stringify(name)}: ${canonicalText(member)}`,
    );
    return `{${texts.join(', ')}}`;
  }
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new RangeError(`${value} is no safe integer`);
  }
  return JSON.stringify(value);
}
