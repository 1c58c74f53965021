/** Deeper than this no body of ours is meant to be. */
const depthMax = 32;

/** What no two readers understand alike is no JSON of ours (RFC 8259 4, 8.1); becomes 400. */
export class AmbiguousJson extends Error {
  override readonly name = 'AmbiguousJson';
  readonly statusCode = 400;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a body. @throws `AmbiguousJson` for bytes that are no UTF-8. */
export function utf8Text(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch (cause) {
    throw new AmbiguousJson('the body is not UTF-8', { cause });
  }
}

// In a text that was parsed before, a quote that is met begins a string.
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * Looks for what a parser lets pass in silence: a member named twice in one object, and nesting without end. `text` is
 * known to be JSON. @throws `AmbiguousJson`.
 */
export function assertUnambiguous(text: string): void {
  // The names of each object that is open; a list has none.
  const open: (Set<string> | undefined)[] = [];
  let last = '';
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : undefined);
      if (open.length > depthMax) throw new AmbiguousJson('the body is nested too deeply');
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ':') {
      // However it was written: "\u0041" names what "A" names.
      const name = JSON.parse(last) as string;
      const names = open.at(-1);
      if (names?.has(name) === true) throw new AmbiguousJson('the body names a member twice');
      names?.add(name);
    }
    last = token;
  }
}
