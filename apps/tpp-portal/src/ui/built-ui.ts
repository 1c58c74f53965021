import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** DI token of the built pages. */
export const BUILT_UI = Symbol('BUILT_UI');

/** The pages as Vite built them. */
export interface BuiltUi {
  readonly directory: string;
  /** `index.html` with `noncePlaceholder` where the style nonce of a response goes. */
  readonly index: string;
}

export const noncePlaceholder = '__STYLE_NONCE__';

/** Reads the built pages. Throws when they were not built. */
export function builtUi(directory: string): BuiltUi {
  const file = join(directory, 'index.html');
  if (!existsSync(file)) throw new Error(`the portal's pages are not built: ${file} is missing`);
  const index = readFileSync(file, 'utf8');
  if (!index.includes(noncePlaceholder)) throw new Error(`${file} has no place for a style nonce`);
  return { directory, index };
}

/** Serves the files beside `index.html`; those with a hash in their name never change. */
export async function serveAssets(fastify: FastifyInstance, ui: BuiltUi): Promise<void> {
  await fastify.register(fastifyStatic, {
    root: ui.directory,
    wildcard: false,
    index: false,
    globIgnore: ['**/index.html'],
    cacheControl: false,
    setHeaders: (response, path) => {
      const hashed = path.startsWith(join(ui.directory, 'assets'));
      response.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
