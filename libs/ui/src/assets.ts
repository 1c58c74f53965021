import { emblems } from './components/bank-mark.js';
import { stylesheet } from './styles/stylesheet.js';
import { tokens } from './tokens/tokens.js';

// FNV-1a, 64 bits: it names a version for caches, it does not protect; and it runs in a browser as well.
function contentHash(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

const { light, dark } = tokens.accent.tide;
const { wall, sea, light: at } = emblems.tide;

/** The sign in the browser's tab. */
const icon =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" fill="none" stroke-linecap="round"><style>` +
  `path{stroke:${light.accent}}circle{fill:${tokens.color.light.flare}}` +
  `@media(prefers-color-scheme:dark){path{stroke:${dark.accent}}circle{fill:${tokens.color.dark.flare}}}</style>` +
  `<path stroke-width="4.4" d="${wall}"/><path stroke-width="2.8" d="${sea}"/>` +
  `<circle cx="${String(at[0])}" cy="${String(at[1])}" r="4"/></svg>`;

/** Where the pages look for the style sheet; it changes with the content, so it may be cached for ever. */
export const stylesheetPath: string = `/assets/bank-${contentHash(stylesheet)}.css`;

/** Where the pages look for their icon; it changes with the content, so it may be cached for ever. */
export const iconPath: string = `/assets/bank-${contentHash(icon)}.svg`;

/** Everything that the pages fetch, to be served as it stands at `path` of the pages' own origin. */
export const assets: readonly Readonly<{ path: string; contentType: string; body: string }>[] = [
  { path: stylesheetPath, contentType: 'text/css; charset=utf-8', body: stylesheet },
  { path: iconPath, contentType: 'image/svg+xml', body: icon },
];
