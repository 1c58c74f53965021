// RFC 4518 2.2: what becomes nothing, and what becomes a space.
const toNothing = /[\p{Cc}\p{Cf}\p{Variation_Selector}\u1806\ufffc]|\u034f/gu;
const toSpace = /[\t\n\v\f\r\x85\p{Z}]/gu;
// RFC 4518 2.4: unassigned and private code points, surrogates, and the mark of a failed decoding.
const prohibited = /[\p{Cn}\p{Co}\p{Cs}\ufffd]/u;
// A space that carries a combining mark counts (RFC 4518 2.6.1).
const spaces = / +(?!\p{M})/gu;

/**
 * The form in which values are compared by caseIgnoreMatch: equal forms, equal values (RFC 4517 4.2.11, RFC 4518).
 * Undefined for a value that no rule compares, not even with itself.
 */
export function caseIgnoreForm(value: string): string | undefined {
  const mapped = value.replace(toSpace, ' ').replace(toNothing, '');
  const folded = foldCase(foldCase(mapped.normalize('NFKC')).normalize('NFKC'));
  if (prohibited.test(folded)) return undefined;
  return folded.replace(spaces, ' ').replace(/^ (?!\p{M})| $/gu, '');
}

// By code point, for what a letter becomes must not depend on its neighbours; by lower case, for upper case makes
// different letters (ı and i) the same.
function foldCase(text: string): string {
  const lower = Array.from(text, (character) => character.toLowerCase()).join('');
  return lower.replaceAll('ς', 'σ').replaceAll('ß', 'ss');
}
