import { readdirSync, readFileSync } from 'node:fs';
import { explanationOf } from '../errors/guide.js';
import { baseUrl, found, indexOf, operationOf, resolved, type ApiDocument } from './documents.js';
import { choicesOf, fieldsOf, limits, typeWords } from './schema-words.js';

const folder = new URL('../../../../../docs/openapi/', import.meta.url);
const documents = readdirSync(folder).map((name) => ({
  name: name.replace(/\.json$/, ''),
  document: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as ApiDocument,
}));
const index = documents.map(({ name, document }) => indexOf(name, document));
const ids = index.flatMap(({ operations }) => operations.map(({ id }) => id));

describe('the reference', () => {
  it('gives each operation an address of its own', () => {
    expect(ids.length).toBeGreaterThan(15);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { document } of documents) {
      for (const { id, method, path } of indexOf('', document).operations) {
        expect(operationOf(document, id)).toMatchObject({ method, path });
      }
    }
  });

  it('finds operations by words of their path, summary, group and document, whatever their order', () => {
    const paths = (words: string) =>
      found(index, words).flatMap(({ operations }) => operations.map(({ path }) => path));
    expect(paths('BALANCES get')).toEqual([
      '/aisp/balances',
      '/aisp/accounts/{AccountId}/balances',
    ]);
    expect(paths('no such words')).toEqual([]);
    expect(paths('')).toHaveLength(ids.length);
  });

  it('says where the bank listens by default', () => {
    for (const { document } of documents) {
      expect(baseUrl(document)).toBe('https://localhost:9442/harbour/open-banking/v4.0');
    }
  });

  it('leads to a page for every code that a refusal may have', () => {
    const codes = documents.flatMap(({ document }) =>
      Object.keys(document.components['examples'] ?? {}).map((name) => name.split('-')[1] ?? ''),
    );
    expect(codes).toContain('U011');
    expect([...new Set(codes)].filter((code) => explanationOf(code) === undefined)).toEqual([]);
  });
});

describe('a schema in words', () => {
  const document: ApiDocument = {
    info: { title: '', summary: '' },
    servers: [],
    paths: {},
    components: {
      schemas: {
        Amount: {
          type: 'object',
          required: ['Amount'],
          properties: { Amount: { type: 'string', minLength: 1, maxLength: 9 }, Note: {} },
        },
      },
    },
  };
  const amount = { $ref: '#/components/schemas/Amount' };

  it('follows references, into lists as well', () => {
    expect(resolved(document, amount).name).toBe('Amount');
    const fields = fieldsOf(document, { type: 'array', items: amount });
    expect(fields.map(({ name, required }) => [name, required])).toEqual([
      ['Amount', true],
      ['Note', false],
    ]);
    expect(typeWords(document, { type: 'array', items: amount })).toBe('list of object');
  });

  it('tells the members of every form that an object may have', () => {
    const form = (scheme: string, pattern: string, required: readonly string[]) => ({
      properties: { Scheme: { const: scheme }, Number: { pattern }, Name: { type: 'string' } },
      required,
    });
    const either = { oneOf: [form('A', 'a', ['Scheme', 'Name']), form('B', 'b', ['Scheme'])] };
    const [scheme, number, name] = fieldsOf(document, either);
    expect([scheme?.required, number?.required, name?.required]).toEqual([true, false, false]);
    expect(choicesOf(document, scheme?.schema ?? {})).toEqual(['A', 'B']);
    expect(limits(document, number?.schema ?? {})).toEqual(['matches a, or matches b']);
    expect(name?.schema).toEqual({ type: 'string' });
  });

  it('tells limits and choices', () => {
    expect(limits(document, { type: 'string', minLength: 1, maxLength: 9 })).toEqual([
      '1 to 9 characters',
    ]);
    expect(limits(document, { type: 'array', minItems: 1, maxItems: 1 })).toEqual(['1 entry']);
    expect(limits(document, { type: 'string', minLength: 0 })).toEqual([]);
    expect(choicesOf(document, { type: 'array', items: { enum: ['Credit', 'Debit'] } })).toEqual([
      'Credit',
      'Debit',
    ]);
    expect(choicesOf(document, { const: 'GBP' })).toEqual(['GBP']);
    expect(typeWords(document, { anyOf: [{ type: 'string' }, { format: 'uuid' }] })).toBe(
      'string or UUID',
    );
  });
});
