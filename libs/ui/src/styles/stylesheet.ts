import { customProperties } from '../tokens/custom-properties.js';
import { base } from './base.css.js';
import { content } from './content.css.js';
import { form } from './form.css.js';
import { journey } from './journey.css.js';
import { media } from './media.css.js';
import { shell } from './shell.css.js';
import { timeLeft } from './time-left.css.js';

/** The one style sheet of the server-rendered pages; serve it at `stylesheetPath` as text/css. */
export const stylesheet: string = [
  customProperties,
  base,
  shell,
  journey,
  timeLeft,
  form,
  content,
  media,
].join('');

// FNV-1a, 64 bits: it names a version for caches, it does not protect; and it runs in a browser as well.
function contentHash(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

/** Where the pages look for the style sheet; it changes with the content, so it may be cached for ever. */
export const stylesheetPath: string = `/assets/bank-${contentHash(stylesheet)}.css`;
