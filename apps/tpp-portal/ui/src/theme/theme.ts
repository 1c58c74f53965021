import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

// The library wants ten shades; the tokens decide what is seen, through the variables below.
const tide: MantineColorsTuple = [
  '#e6f1f3',
  '#cfe4ea',
  '#b9d7e0',
  '#8fb9c5',
  '#74cbd9',
  '#3a93a5',
  '#1f7386',
  '#0c5262',
  '#083d4a',
  '#062d37',
];

const gray: MantineColorsTuple = [
  '#f7fafa',
  '#f2f6f6',
  '#e6eded',
  '#d3dede',
  '#bccaca',
  '#93a5a9',
  '#6b8087',
  '#465d65',
  '#2c424a',
  '#10272e',
];

const dark: MantineColorsTuple = [
  '#e8f0f1',
  '#c5d3d6',
  '#a4b8be',
  '#718891',
  '#41555d',
  '#2b3d45',
  '#1b2a31',
  '#0d171b',
  '#0b1a20',
  '#091317',
];

/** The component library in the clothes of the design tokens; colours come from CSS variables. */
export const theme = createTheme({
  primaryColor: 'tide',
  primaryShade: { light: 7, dark: 4 },
  colors: { tide, gray, dark },
  variantColorResolver: (input) => {
    const resolved = defaultVariantColorsResolver(input);
    const isMain = input.variant === 'filled' && [undefined, 'tide'].includes(input.color);
    return isMain ? { ...resolved, color: 'var(--on-accent)' } : resolved;
  },
  fontFamily: 'var(--font-text)',
  fontFamilyMonospace: 'var(--font-code)',
  headings: { fontFamily: 'var(--font-text)', fontWeight: '700' },
  defaultRadius: 'md',
  radius: { sm: 'var(--radius-small)', md: 'var(--radius-small)', lg: 'var(--radius-medium)' },
  fontSizes: {
    xs: '0.75rem',
    sm: '0.8125rem',
    md: '0.9375rem',
    lg: '1.0625rem',
    xl: '1.25rem',
  },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
});

const shared = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-soft)',
  '--mantine-color-anchor': 'var(--link)',
  '--mantine-color-error': 'var(--danger)',
  '--mantine-color-placeholder': 'var(--ink-soft)',
  '--mantine-color-default': 'var(--paper)',
  '--mantine-color-default-hover': 'var(--mist)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-tide-filled': 'var(--accent)',
  '--mantine-color-tide-filled-hover': 'var(--accent-hover)',
};

/** Binds the library's variables to the tokens, in both schemes alike. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: shared,
  dark: shared,
});
