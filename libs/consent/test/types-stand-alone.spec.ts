import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { authorizationDetailsTypes } from '../src/index.js';

const root = join(import.meta.dirname, '../../..');

/** Every source that runs: no test, no page of the portal's own. */
const sources = ['apps', 'libs'].flatMap((rooms) =>
  readdirSync(join(root, rooms)).flatMap((room) => {
    const folder = join(rooms, room, 'src');
    try {
      return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name) && !/\.spec\.tsx?$/.test(name))
        .map((name) => join(folder, name));
    } catch {
      return [];
    }
  }),
);

// `urn:sandbank:domestic-vrp:v1`, `domesticVrpTypeName`, `domesticVrp.parse`: each way to speak of one type alone.
const namesOf = (type: string): RegExp => {
  const words = type.split(':')[2] ?? '';
  const camel = words.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
  return new RegExp(`${type}|\\b${camel}(?:TypeName\\b|\\.)`);
};

/** Who may speak of one type: its own files, the list, and the APIs and clients that are for this type alone. */
const mayName: readonly (readonly [place: RegExp, because: string])[] = [
  [/^libs\/consent\/src\/authorization-details\//, 'the types themselves, and their list'],
  [/^libs\/consent\/src\/migrations\//, 'what was migrated stays as it was'],
  [/^apps\/resource-server\/src\/access\/account-information/, 'the API of account information'],
  [/^apps\/resource-server\/src\/consents\/[a-z-]+\.form\.ts$/, 'the form of one type at the door'],
  [/^apps\/resource-server\/src\/consents\/funds\.controller\.ts$/, 'the API of payments'],
  [
    /^apps\/resource-server\/src\/funds-confirmations\/[a-z-]+\.controller\.ts$/,
    'the API of funds',
  ],
  [/^apps\/resource-server\/src\/vrp\/vrp\.controller\.ts$/, 'the API of payments within limits'],
  [/^apps\/resource-server\/src\/migrations\//, 'what was migrated stays as it was'],
  [/^apps\/resource-server\/src\/payments\/payments\.controller\.ts$/, 'the API of payments'],
  [
    /^apps\/resource-server\/src\/payment-orders\/[a-z-]+\.form\.ts$/,
    'the API of one kind of order',
  ],
  [/^apps\/tpp-portal\/src\//, 'a client: it asks for what it wants'],
];

describe('adding a type of authorization details', () => {
  it('touches no file but its own and the list: no other names a type', () => {
    expect(sources.length).toBeGreaterThan(300);
    const found = sources.filter((path) => {
      if (mayName.some(([place]) => place.test(path))) return false;
      const text = readFileSync(join(root, path), 'utf8');
      return authorizationDetailsTypes.some(({ type }) => namesOf(type).test(text));
    });
    expect(found).toEqual([]);
  });

  it('has no place allowed that names none', () => {
    for (const [place] of mayName) {
      const named = sources.filter(
        (path) =>
          place.test(path) &&
          authorizationDetailsTypes.some(({ type }) =>
            namesOf(type).test(readFileSync(join(root, path), 'utf8')),
          ),
      );
      expect([String(place), named.length > 0]).toEqual([String(place), true]);
    }
  });

  it('adds a file, a line in the list, and nothing to any other type', () => {
    const folder = join(root, 'libs/consent/src/authorization-details');
    for (const { type } of authorizationDetailsTypes) {
      const own = `${type.split(':')[2]}.ts`;
      const naming = readdirSync(folder)
        .filter((name) => !name.endsWith('.spec.ts'))
        .filter((name) => readFileSync(join(folder, name), 'utf8').includes(type));
      expect(naming).toEqual([own]);
    }
  });
});
