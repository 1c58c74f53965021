import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { apiDocuments } from '../apps/resource-server/src/openapi/document.js';
import { features } from '../apps/resource-server/src/app.module.js';

// The API's own documents, made from the controllers of the resource server. `node tools/generated-docs.mjs` writes
// them; with `--check` it fails where they are stale.

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'docs/openapi');

const files = async (): Promise<ReadonlyMap<string, string>> => {
  const documents = apiDocuments(features.flatMap(({ controllers }) => controllers));
  const texts = documents.map(async ({ name, document }): Promise<[string, string]> => {
    const filepath = join(folder, `${name}.json`);
    const options = { ...(await resolveConfig(filepath)), filepath };
    return [filepath, await format(JSON.stringify(document), options)];
  });
  return new Map(await Promise.all(texts));
};

const main = async (check: boolean): Promise<number> => {
  const made = await files();
  const known = globSync(join(folder, '*.json'));
  const left = known.filter((path) => !made.has(path));
  const changed = [...made].filter(
    ([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text,
  );
  if (!check) {
    for (const path of left) rmSync(path);
    for (const [path, text] of changed) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    return 0;
  }
  for (const path of [...left, ...changed.map(([changedPath]) => changedPath)]) {
    console.error(
      `docs/openapi/${basename(path)} is not what the code says. Cure: node tools/generated-docs.mjs`,
    );
  }
  return left.length + changed.length === 0 ? 0 : 1;
};

process.exitCode = await main(process.argv.includes('--check'));
