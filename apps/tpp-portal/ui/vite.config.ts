import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
// By path: the package's entry also holds the bank's server-rendered pages, which the browser never needs.
import { tokens } from '../../../libs/ui/src/tokens/tokens.js';
import { indexOf, type ApiDocument } from './src/api-reference/documents.js';

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

const apiFolder = new URL('../../../docs/openapi/', import.meta.url);
const apiIndexId = 'virtual:api-index';

/** The API's documents as they are committed: each as a file beside the pages, and one index of them all. */
const apiDocuments = (): Plugin => {
  const files = (): string[] => readdirSync(apiFolder).filter((name) => name.endsWith('.json'));
  const text = (name: string): string => readFileSync(new URL(name, apiFolder), 'utf8');
  return {
    name: 'api-documents',
    resolveId: (id) => (id === apiIndexId ? `\0${apiIndexId}` : undefined),
    load(id) {
      if (id !== `\0${apiIndexId}`) return undefined;
      for (const name of files()) this.addWatchFile(fileURLToPath(new URL(name, apiFolder)));
      const index = files()
        .map((name) => indexOf(name.replace(/\.json$/, ''), JSON.parse(text(name)) as ApiDocument))
        // The larger, the more is looked for in it.
        .sort((one, other) => other.operations.length - one.operations.length);
      return `export const apiIndex = ${JSON.stringify(index)};`;
    },
    generateBundle() {
      for (const name of files()) {
        this.emitFile({ type: 'asset', fileName: `openapi/${name}`, source: text(name) });
      }
    },
  };
};

export default defineConfig({
  plugins: [react(), designTokens(), apiDocuments()],
  // The sources, so that the pages need no library built before them.
  resolve: { conditions: ['@sandbank/source', ...defaultClientConditions] },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 600,
  },
});
