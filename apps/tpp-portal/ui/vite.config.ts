import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
// By path: the package's entry also holds the bank's server-rendered pages, which the browser never needs.
import { tokens } from '../../../libs/ui/src/tokens/tokens.js';

const virtualId = 'virtual:design-tokens.css';

const kebab = (name: string): string =>
  name.replace(/[A-Z]|(?<=[a-z])\d/g, (part) => `-${part.toLowerCase()}`);

const declarations = (prefix: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `--${prefix}${kebab(name)}:${value};`)
    .join('');

/** The design tokens as custom properties in the style sheet, so that the first paint has them. */
const designTokens = (): Plugin => ({
  name: 'design-tokens',
  resolveId: (id) => (id === virtualId ? `\0${virtualId}` : undefined),
  load: (id) => {
    if (id !== `\0${virtualId}`) return undefined;
    const scheme = (name: 'light' | 'dark'): string =>
      `color-scheme:${name};` +
      declarations('', tokens.color[name]) +
      declarations('', tokens.accent.tide[name]);
    return (
      `:root{${declarations('font-', tokens.font)}${declarations('space-', tokens.space)}` +
      `${declarations('radius-', tokens.radius)}${declarations('shadow-', tokens.shadow)}${scheme('light')}}` +
      `:root[data-mantine-color-scheme='dark']{${scheme('dark')}}`
    );
  },
});

export default defineConfig({
  plugins: [react(), designTokens()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 600,
  },
});
