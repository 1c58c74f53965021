import { tokens } from './tokens.js';

const kebab = (name: string): string =>
  name.replace(/[A-Z]|(?<=[a-z])\d/g, (part) => `-${part.toLowerCase()}`);

const declarations = (prefix: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `  --${prefix}${kebab(name)}: ${value};\n`)
    .join('');

const rule = (selector: string, body: string): string => `${selector} {\n${body}}\n`;

const accentRules = (theme: 'light' | 'dark'): string =>
  Object.entries(tokens.accent)
    .map(([name, accent]) => rule(`[data-accent='${name}']`, declarations('', accent[theme])))
    .join('');

/** The tokens as CSS custom properties; the dark values apply when the customer's system asks for dark. */
export const customProperties: string =
  rule(
    ':root',
    `  color-scheme: light dark;\n${declarations('', tokens.color.light)}` +
      declarations('', tokens.accent.tide.light) +
      declarations('font-', tokens.font) +
      declarations('text-', tokens.text) +
      declarations('space-', tokens.space) +
      declarations('radius-', tokens.radius) +
      declarations('shadow-', tokens.shadow),
  ) +
  accentRules('light') +
  `@media (prefers-color-scheme: dark) {\n` +
  rule(':root', declarations('', tokens.color.dark) + declarations('', tokens.accent.tide.dark)) +
  accentRules('dark') +
  `}\n`;
