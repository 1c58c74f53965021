/** A piece of code with what it is, for its colour. */
export interface Piece {
  readonly text: string;
  readonly kind: 'name' | 'string' | 'number' | 'literal' | 'mask' | 'plain';
}

const token =
  /("(?:\\.|[^"\\])*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;

const withMasks = (text: string, kind: Piece['kind']): Piece[] =>
  text
    .split(/(•{3,}|…)/)
    .filter((part) => part !== '')
    .map((part) => ({ text: part, kind: /^[•…]/.test(part) ? 'mask' : kind }));

/** Cuts JSON text into pieces; joined again they are the text. */
export const jsonPieces = (text: string): Piece[] => {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), kind: 'plain' });
    const [whole, string, colon, number] = match;
    if (string !== undefined) {
      pieces.push(...withMasks(string, colon === undefined ? 'string' : 'name'));
      if (colon !== undefined) pieces.push({ text: colon, kind: 'plain' });
    } else {
      pieces.push({ text: whole, kind: number === undefined ? 'literal' : 'number' });
    }
    end = match.index + whole.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), kind: 'plain' });
  return pieces;
};

/** Cuts other text at what is masked. */
export const textPieces = (text: string): Piece[] => withMasks(text, 'plain');
