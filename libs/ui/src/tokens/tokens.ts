/**
 * The look of Sandbank as plain data, in the colours of a nautical chart: pale shallows, buff land, ink, and the
 * magenta in which a chart prints what a sailor must not miss. Framework-free: the portal's theme reads it too.
 */
const light = {
  paper: '#ffffff',
  raised: '#ffffff',
  mist: '#f2f6f6',
  ink: '#10272e',
  inkSoft: '#465d65',
  line: '#d3dede',
  lineStrong: '#6b8087',
  link: '#0a5566',
  focus: '#b0106a',
  deep: '#eef5f6',
  shoal1: '#e5f0f3',
  shoal2: '#d8e9ee',
  shoal3: '#c9e1e8',
  shoal4: '#b6d5de',
  contour: '#8fb9c5',
  land: '#f1e4bd',
  landLine: '#9a7f35',
  flare: '#c2247f',
  sand: '#fbf4de',
  sandInk: '#574310',
  sandLine: '#dcc583',
  danger: '#a3230c',
  dangerPaper: '#fdf1ed',
  success: '#176243',
  successPaper: '#eaf5ef',
} as const;

const dark: Record<keyof typeof light, string> = {
  paper: '#0d171b',
  raised: '#1d2f38',
  mist: '#142127',
  ink: '#e8f0f1',
  inkSoft: '#a4b8be',
  line: '#2b3d45',
  lineStrong: '#718891',
  link: '#7fd0de',
  focus: '#ff94d2',
  deep: '#0b1a20',
  shoal1: '#0e222a',
  shoal2: '#112a34',
  shoal3: '#15343f',
  shoal4: '#1a3f4c',
  contour: '#2c5664',
  land: '#302d1e',
  landLine: '#9c884d',
  flare: '#e85cac',
  sand: '#272110',
  sandInk: '#efdca2',
  sandLine: '#5d5026',
  danger: '#ff9f8a',
  dangerPaper: '#2b1612',
  success: '#84d6aa',
  successPaper: '#10271c',
};

/** One bank's own colour, for its mark and its main button; chosen by name, because a bank is data. */
const accents = {
  tide: {
    light: {
      accent: '#0c5262',
      accentHover: '#083d4a',
      onAccent: '#ffffff',
      accentPaper: '#e6f1f3',
    },
    dark: {
      accent: '#74cbd9',
      accentHover: '#a2e0ea',
      onAccent: '#06242b',
      accentPaper: '#12303a',
    },
  },
  granite: {
    light: {
      accent: '#4a4458',
      accentHover: '#353042',
      onAccent: '#ffffff',
      accentPaper: '#f0eef4',
    },
    dark: {
      accent: '#c3b9dc',
      accentHover: '#dcd5ee',
      onAccent: '#221d30',
      accentPaper: '#2a2538',
    },
  },
  kelp: {
    light: {
      accent: '#3c5a1e',
      accentHover: '#2b4314',
      onAccent: '#ffffff',
      accentPaper: '#eef4e6',
    },
    dark: {
      accent: '#aed183',
      accentHover: '#c9e5a6',
      onAccent: '#18270a',
      accentPaper: '#223214',
    },
  },
  beacon: {
    light: {
      accent: '#8a3a16',
      accentHover: '#6b2b0e',
      onAccent: '#ffffff',
      accentPaper: '#faeee7',
    },
    dark: {
      accent: '#f2ac85',
      accentHover: '#f8c9ae',
      onAccent: '#33150a',
      accentPaper: '#3a2116',
    },
  },
} as const;

/** Every design decision with a name: colours, type, spacing (rem), radii (rem) and shadows. */
export const tokens = {
  color: { light, dark },
  accent: accents,
  font: {
    // The system's own reading face; Liberation before the generic, which is a far wider face on a bare Linux.
    text: "-apple-system, BlinkMacSystemFont, 'Segoe UI Variable Text', 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, Cantarell, 'Open Sans', 'Liberation Sans', Arial, sans-serif",
    // An old-style face for the name of the bank and the chart's lettering.
    chart:
      "'Iowan Old Style', 'Palatino Linotype', 'URW Palladio L', P052, Sitka, Cambria, 'Noto Serif', 'Liberation Serif', Georgia, serif",
    code: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Segoe UI Mono', 'Roboto Mono', 'Liberation Mono', Menlo, Consolas, monospace",
  },
  text: {
    small: '0.875rem',
    base: '1.0625rem',
    lead: '1.1875rem',
    title3: '1.0625rem',
    title2: '1.375rem',
    title1: 'clamp(1.75rem, 1.35rem + 1.7vw, 2.5rem)',
  },
  space: {
    1: '0.25rem',
    2: '0.5rem',
    3: '0.75rem',
    4: '1rem',
    5: '1.5rem',
    6: '2rem',
    7: '3rem',
  },
  radius: { small: '0.375rem', medium: '0.625rem', large: '1rem', round: '999px' },
  shadow: {
    low: '0 1px 2px rgb(16 39 46 / 0.08)',
    raised: '0 1px 2px rgb(16 39 46 / 0.08), 0 12px 32px -12px rgb(16 39 46 / 0.28)',
  },
} as const;

/** The name of a bank's colour. */
export type AccentName = keyof typeof tokens.accent;
/** The name of a colour that has a light and a dark value. */
export type ColorName = keyof typeof tokens.color.light;
