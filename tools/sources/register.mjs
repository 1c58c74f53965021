import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

// Lets Node run the sources of an app as they stand, decorators included: what is made from code needs no build, and
// never comes from an old one. Run with `--conditions=@sandbank/source`.

const isSource = (url) => /^file:.*\.tsx?$/.test(url) && !url.includes('/node_modules/');

registerHooks({
  resolve(specifier, context, next) {
    const isOfSource = /^\.{1,2}\/.*\.js$/.test(specifier) && isSource(context.parentURL ?? '');
    if (!isOfSource) return next(specifier, context);
    for (const extension of ['.ts', '.tsx']) {
      try {
        return next(specifier.replace(/\.js$/, extension), context);
      } catch (error) {
        if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
      }
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!isSource(url)) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), {
      filename,
      configFile: false,
      swcrc: false,
      sourceMaps: 'inline',
      jsc: {
        parser: { syntax: 'typescript', tsx: filename.endsWith('x'), decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
        target: 'es2022',
        keepClassNames: true,
      },
      module: { type: 'es6' },
    });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
