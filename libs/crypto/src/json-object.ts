const depthMax = 32;

export type JsonObject = Readonly<Record<string, unknown>>;
export type JsonRefusal = 'not-object' | 'duplicate-member';

/**
 * Parses a JSON object in which no object names a member twice: two readers must never see two values (RFC 8725 2.4).
 * Answers the refusal as a string instead of throwing, since callers name it in their own error.
 */
export function parseJsonObject(text: string): JsonObject | JsonRefusal {
  const written = countWrittenMembers(text);
  if (written === undefined) return 'not-object';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not-object';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not-object';
  // Of two members with one name the parser keeps the last: fewer were kept than were written.
  return countKeptMembers(value) === written ? (value as JsonObject) : 'duplicate-member';
}

// In valid JSON every colon outside a string belongs to one member.
function countWrittenMembers(text: string): number | undefined {
  let members = 0;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (inString) {
      if (character === 0x5c) at += 1;
      else if (character === 0x22) inString = false;
    } else if (character === 0x22) inString = true;
    else if (character === 0x3a) members += 1;
    else if (character === 0x7b || character === 0x5b) {
      depth += 1;
      if (depth > depthMax) return undefined;
    } else if (character === 0x7d || character === 0x5d) depth -= 1;
  }
  return members;
}

function countKeptMembers(value: object): number {
  const children: unknown[] = Object.values(value);
  let members = Array.isArray(value) ? 0 : children.length;
  for (const child of children)
    if (typeof child === 'object' && child !== null) members += countKeptMembers(child);
  return members;
}
