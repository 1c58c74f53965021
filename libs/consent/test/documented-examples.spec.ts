import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthorizationDetail } from '@sandbank/oauth';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  authorizationDetailsType,
  authorizationDetailsTypes,
  authorizationDetailsTypesSupported as allowedTypes,
  narrowDetails,
  parseAuthorizationDetails,
  parseNarrowedDetails,
} from '../src/index.js';
import { context as where } from './arbitrary-details.js';
import { oneOfEach } from './details.js';

const context = { ...where, allowedTypes };
const page = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../docs', name), 'utf8');

/** Everything that a page shows as JSON: an entry, or, in an array, what a token request narrows to. */
const examplesOn = (name: string): unknown[] =>
  [...page(name).matchAll(/```json\n(.*?)```/gs)].map(([, text = '']): unknown => JSON.parse(text));

const examples = ['authorization-details.md', 'payments-api.md'].flatMap(examplesOn);
const narrowings = examples.filter(Array.isArray) as AuthorizationDetail[][];
const documented = examples.filter((each) => !Array.isArray(each)) as AuthorizationDetail[];
const validate = Object.fromEntries(
  authorizationDetailsTypes.map(({ type, jsonSchema }) => [
    type,
    new Ajv2020({ strict: false }).compile(jsonSchema),
  ]),
);

describe('the examples of the documents', () => {
  it('show every type', () => {
    expect(new Set(documented.map(({ type }) => type))).toEqual(new Set(allowedTypes));
  });

  it.each(documented.map((entry) => [entry.type, entry] as const))(
    'of %s are as its schema says, and are taken (RFC 9396 2.1)',
    (type, entry) => {
      expect([validate[type]!(entry), validate[type]!.errors]).toEqual([true, null]);
      expect(parseAuthorizationDetails([entry], context)).toMatchObject([entry]);
    },
  );

  it('narrow as they say, one consent to some of its accounts and permissions (RFC 9396 6)', () => {
    expect(narrowings).toHaveLength(1);
    const asked = narrowings[0]![0]!;
    const { ConsentId, AccountIds } = asked;
    const whole = documented.find(({ type }) => type === asked.type)!;
    const granted = { ...whole, ConsentId, AccountIds: [AccountIds, 'another'].flat() };
    const [less] = narrowDetails([granted], parseNarrowedDetails([asked], context));
    expect(less).toMatchObject(asked);
  });

  it('say scope, API and name of each type as they are', () => {
    const text = page('authorization-details.md').replace(/ +/g, ' ');
    for (const { type, scope, api } of authorizationDetailsTypes) {
      expect(text).toContain(`| \`${type}\` | \`${scope}\` | \`${api}\` |`);
    }
  });
});

/** Every object and member within a value, as a path. */
const placesOf = (value: unknown, path: string[] = []): string[][] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, member]) => {
        const place = [...path, name];
        return [place, ...placesOf(member, place)];
      });

function changed(entry: AuthorizationDetail, path: readonly string[], value: unknown): unknown {
  const copy = structuredClone(entry) as unknown as Record<string, unknown>;
  const at = path.slice(0, -1).reduce((object, name) => object[name] as typeof copy, copy);
  at[path.at(-1)!] = value;
  return copy;
}

describe.each(oneOfEach)('the schema of $type', (entry) => {
  const { type } = entry;
  const isTaken = (value: unknown): boolean => {
    try {
      authorizationDetailsType(type)!.parse(value, context);
      return true;
    } catch {
      return false;
    }
  };

  it('closes every object (RFC 9396 5)', () => {
    const text = JSON.stringify(authorizationDetailsType(type)!.jsonSchema);
    const schema = JSON.parse(text) as unknown;
    const objects = placesOf({ schema })
      // Those data are the app's own.
      .filter((path) => path.at(-1) !== 'SupplementaryData')
      .map((path) => path.reduce<unknown>((at, name) => (at as never)[name], { schema }))
      .filter((found) => (found as { type?: unknown } | null)?.type === 'object');
    expect(objects.length).toBeGreaterThan(1);
    for (const object of objects) expect(object).toMatchObject({ additionalProperties: false });
  });

  it('takes no other JSON type and no other member, as the server does', () => {
    expect([validate[type]!(entry), isTaken(entry)]).toEqual([true, true]);
    for (const path of placesOf(entry)) {
      for (const value of [7, null, [], 'x\u0000', '']) {
        const wrong = changed(entry, path, value);
        // The server may know more than a schema can say, never less.
        if (!validate[type]!(wrong))
          expect([path, value, isTaken(wrong)]).toEqual([path, value, false]);
      }
      const at = path.reduce<unknown>((object, name) => (object as never)[name], entry);
      if (typeof at !== 'object' || Array.isArray(at)) continue;
      if (path.includes('SupplementaryData')) continue;
      const more = changed(entry, [...path, 'Surprise'], 1);
      expect([validate[type]!(more), isTaken(more)]).toEqual([false, false]);
    }
  });
});
