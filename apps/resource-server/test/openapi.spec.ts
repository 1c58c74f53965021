import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { features } from '../src/app.module.js';
import { apiDocuments } from '../src/openapi/document.js';

type Json = Record<string, unknown>;

/** Every object of a document, with the names that lead to it. */
function* objectsOf(value: unknown, path: readonly string[] = []): Generator<[string[], Json]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [[...path], value as Json];
  for (const [name, member] of Object.entries(value)) yield* objectsOf(member, [...path, name]);
}

const made = apiDocuments(features.flatMap(({ controllers }) => controllers));
const named = made.map(({ name, document }) => ({ name, document: document as Json }));

const operationsOf = (document: Json) =>
  [...objectsOf(document['paths'])].flatMap(([, value]) => ('operationId' in value ? [value] : []));

describe.each(named)('docs/openapi/$name.json', ({ name, document }) => {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  ajvFormats.default(ajv);
  ajv.addSchema(document, 'api', undefined, false);
  const faultsOf = (path: readonly string[], value: unknown): object[] => {
    const pointer = path.map((part) =>
      encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
    );
    const validate = ajv.compile({ $ref: `api#/${pointer.join('/')}` });
    return validate(value) ? [] : [{ path: path.join('/'), value, errors: validate.errors }];
  };

  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
  });

  it('is what was committed', () => {
    const file = new URL(`../../../docs/openapi/${name}.json`, import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(document);
  });

  it('has examples that keep its own schemas', () => {
    const faults: object[] = [];
    let seen = 0;
    for (const [path, value] of objectsOf(document)) {
      const { schema, example, examples } = value as {
        schema?: Json;
        example?: unknown;
        examples?: unknown;
      };
      if (schema === undefined) {
        if (!Array.isArray(examples)) continue;
        seen += examples.length;
        faults.push(...examples.flatMap((one) => faultsOf(path, one)));
        continue;
      }
      const named = Object.values((examples ?? {}) as Record<string, { $ref: string }>);
      const values = [
        ...(example === undefined ? [] : [example]),
        ...named.map(({ $ref }) => exampleAt(document, $ref)),
      ];
      seen += values.length;
      faults.push(...values.flatMap((one) => faultsOf([...path, 'schema'], one)));
    }
    expect(faults).toEqual([]);
    expect(seen).toBeGreaterThan(20);
  });

  it('shows an example of every body', () => {
    const bare = [...objectsOf(document)].filter(([path, value]) => {
      const isBody = path.at(-2) === 'content';
      return isBody && !('example' in value || 'examples' in value) && isJson(path);
    });
    expect(bare.map(([path]) => path.join(' '))).toEqual([]);
  });

  it('uses no word that JSON Schema does not know', () => {
    const strict = new Ajv2020({ strictTypes: false, strictRequired: false });
    ajvFormats.default(strict);
    const schemas = (document['components'] as { schemas: Record<string, Json> }).schemas;
    for (const [id, schema] of Object.entries(schemas)) {
      const here = JSON.parse(
        JSON.stringify(schema).replaceAll('#/components/schemas/', ''),
      ) as Json;
      strict.addSchema(here, id);
    }
    for (const id of Object.keys(schemas)) expect(strict.getSchema(id)).toBeDefined();
  });

  it('leaves no object open: what is not declared is not answered', () => {
    const open = [...objectsOf(document)].filter(
      ([path, value]) =>
        value['type'] === 'object' &&
        (path.includes('schema') || path.includes('schemas')) &&
        isOpen(value['additionalProperties']),
    );
    // What an app and a bank agree on beyond the standard comes back as it was sent.
    const sentBack = 'components schemas SupplementaryData';
    const places = open.map(([path]) => path.join(' '));
    expect(places.filter((place) => place !== sentBack)).toEqual([]);
  });

  it('tells of each operation who may call it, and how it may end', () => {
    for (const { operationId, summary, security, responses } of operationsOf(document)) {
      expect([operationId, summary]).toEqual([
        expect.stringMatching(/^[a-z]\w+$/),
        expect.any(String),
      ]);
      expect(security).not.toEqual([]);
      expect(Object.keys(responses as Json)).toEqual(
        expect.arrayContaining(['400', '401', '403', '404', '406', '415', '429', '500', '503']),
      );
    }
  });
});

it('names every operation once', () => {
  const ids = named.flatMap(({ document }) =>
    operationsOf(document).map(({ operationId }) => operationId),
  );
  expect(ids.length).toBeGreaterThan(15);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

/** A map of what is declared is not open, nor is an object that holds nothing else. */
const isOpen = (additional: unknown): boolean =>
  additional !== false && Object.keys(additional ?? {}).length === 0;

const isJson = (path: readonly string[]): boolean =>
  path.at(-1)?.startsWith('application/json') === true;

function exampleAt(document: Json, $ref: string): unknown {
  const { examples } = document['components'] as { examples: Record<string, { value: unknown }> };
  return examples[$ref.split('/').at(-1) ?? '']?.value;
}
