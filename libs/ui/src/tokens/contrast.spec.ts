import { type AccentName, type ColorName, tokens } from './tokens.js';

type Name = ColorName | keyof (typeof tokens.accent.tide)['light'];
type Theme = 'light' | 'dark';

const themes: readonly Theme[] = ['light', 'dark'];
const accents = Object.keys(tokens.accent) as AccentName[];

// WCAG 2.2, definition of relative luminance and of contrast ratio.
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const colour = (name: Name, theme: Theme, accent: AccentName): string =>
  ({ ...tokens.color[theme], ...tokens.accent[accent][theme] })[name];

// What the style sheet writes on what (SC 1.4.3): 4.5 to 1, since none of it counts on being large.
const text: readonly (readonly [Name, readonly Name[]])[] = [
  [
    'ink',
    ['paper', 'mist', 'deep', 'raised', 'accentPaper', 'dangerPaper', 'shoal1', 'shoal2', 'land'],
  ],
  [
    'inkSoft',
    ['paper', 'mist', 'deep', 'raised', 'accentPaper', 'shoal1', 'shoal2', 'shoal3', 'land'],
  ],
  ['link', ['paper', 'mist']],
  ['accent', ['paper', 'accentPaper']],
  ['onAccent', ['accent', 'accentHover']],
  ['danger', ['paper', 'dangerPaper']],
  ['sandInk', ['sand']],
  ['success', ['successPaper']],
];

// What a customer must make out to use the page (SC 1.4.11): 3 to 1.
const parts: readonly (readonly [Name, readonly Name[]])[] = [
  ['lineStrong', ['paper', 'deep', 'mist', 'shoal2']],
  ['focus', ['paper', 'mist', 'deep', 'accentPaper']],
  ['accent', ['paper', 'deep', 'mist', 'accentPaper']],
  ['danger', ['paper', 'dangerPaper']],
];

const ofTheBank = (name: Name): boolean => name in tokens.accent.tide.light;

/** Every pair in both themes, and in every bank's colour where the bank's colour takes part. */
const cases = (pairs: typeof text): [Theme, AccentName, Name, Name][] =>
  pairs
    .flatMap(([front, backs]) => backs.map((back) => [front, back] as const))
    .flatMap(([front, back]) =>
      accents
        .slice(0, ofTheBank(front) || ofTheBank(back) ? accents.length : 1)
        .flatMap((accent) =>
          themes.map((theme): [Theme, AccentName, Name, Name] => [theme, accent, front, back]),
        ),
    );

describe('contrast', () => {
  it('is computed as WCAG defines it', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  it.each(cases(text))('%s, %s: text in %s is readable on %s', (theme, accent, front, back) => {
    const ratio = contrast(colour(front, theme, accent), colour(back, theme, accent));
    expect(ratio).toBeGreaterThanOrEqual(4.5);
  });

  it.each(cases(parts))('%s, %s: %s stands out from %s', (theme, accent, front, back) => {
    const ratio = contrast(colour(front, theme, accent), colour(back, theme, accent));
    expect(ratio).toBeGreaterThanOrEqual(3);
  });
});
