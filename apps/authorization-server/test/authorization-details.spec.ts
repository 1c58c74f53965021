import type { AuthorizationDetail } from '@sandbank/oauth';
import { authorizationDetailsType, authorizationDetailsTypesSupported } from '@sandbank/consent';
import {
  BankVisitor,
  codeOnPhone,
  exchange,
  type FapiClient,
  type HttpsAnswer,
} from '@sandbank/testing';
import { allTypes, detailsOf, registerForAllTypes } from './details-of-every-type.js';
import { maya, startServer, type RunningServer } from './running-server.js';

let server: RunningServer;
let client: FapiClient;

beforeAll(async () => {
  server = await startServer();
  await registerForAllTypes(server);
  client = await server.client();
});
afterAll(() => server.stop());

/** Pushes `authorization_details` as this text, byte by byte. */
const pushText = async (text: string): Promise<HttpsAnswer> =>
  (await client.push({ parameters: { scope: 'openid', authorization_details: text } })).answer;
const push = (entry: unknown): Promise<HttpsAnswer> => pushText(JSON.stringify([entry]));

function expectRefused(answer: HttpsAnswer): void {
  const { error, error_description: description } = answer.json();
  expect([answer.status, error]).toEqual([400, 'invalid_authorization_details']);
  // RFC 6749 5.2: what may stand in a description; and nothing of what was sent.
  expect(description).toMatch(/^authorization_details[\x20-\x21\x23-\x5b\x5d-\x7e]*$/);
}

/** The entry with one member changed; `undefined` takes it away. */
function changed(entry: AuthorizationDetail, path: string, value: unknown): unknown {
  const copy = structuredClone(entry) as Record<string, unknown>;
  const names = path.split('/');
  const last = names.pop() ?? '';
  let place = copy;
  for (const name of names) place = place[name] as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(place, last);
  else place[last] = value;
  return copy;
}

const placesOf = (value: unknown, path = ''): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, member]) => {
        const place = path === '' ? name : `${path}/${name}`;
        return [place, ...placesOf(member, place)];
      });

describe.each(allTypes)('%s at the pushed request endpoint (RFC 9396 5)', (type) => {
  const entry = detailsOf(type);
  const places = placesOf(entry);

  it('is taken as a whole', async () => {
    expect((await push(entry)).status).toBe(201);
  });

  it('is refused with an unknown field at any level', async () => {
    const objects = ['', ...places].filter((place) => {
      const found = place
        .split('/')
        .reduce<unknown>(
          (value, name) => (name === '' ? value : (value as Record<string, unknown>)[name]),
          entry,
        );
      return typeof found === 'object' && !Array.isArray(found);
    });
    expect(objects.length).toBeGreaterThan(1);
    for (const place of objects) {
      expectRefused(await push(changed(entry, `${place}/Surprise`.replace(/^\//, ''), 1)));
    }
  });

  it('is refused with a member of another JSON type, wherever it stands', async () => {
    for (const place of places) {
      for (const value of [null, 7, {}]) {
        // An empty object has the right JSON type where everything may be left out.
        if (place === 'consent/Risk' && JSON.stringify(value) === '{}') continue;
        if (place.endsWith('RemittanceInformation') && JSON.stringify(value) === '{}') continue;
        expectRefused(await push(changed(entry, place, value)));
      }
    }
  });

  it('is refused without what it needs, and with values that mean nothing', async () => {
    for (const place of places) {
      if (typeof place.split('/').reduce<unknown>((v, n) => (v as never)[n], entry) === 'string')
        expectRefused(await push(changed(entry, place, '')));
    }
    expectRefused(await push(changed(entry, 'consent', undefined)));
    expectRefused(await push(changed(entry, 'type', `${type}x`)));
    expectRefused(await push(changed(entry, 'locations', ['https://evil.example/'])));
  });

  it.each([
    ['U+0000', '\u0000'],
    ['a lone surrogate', '\ud800'],
    ['a mark that turns the direction', '\u202e'],
    ['a line break', 'a\nb'],
    ['200,000 letters', 'a'.repeat(200_000)],
  ])('is refused with %s in any of its words', async (_what, hostile) => {
    const words = places.filter(
      (place) =>
        typeof place.split('/').reduce<unknown>((v, n) => (v as never)[n], entry) === 'string',
    );
    for (const place of hostile.length > 1000 ? words.slice(0, 2) : words) {
      const answer = await push(changed(entry, place, hostile));
      if (hostile.length > 1000) expect([400, 413]).toContain(answer.status);
      else expectRefused(answer);
    }
  });

  it('is refused with members that a parser could mistake for its own', async () => {
    const text = JSON.stringify(entry).slice(0, -1);
    for (const more of [
      ...['"__proto__":{}', '"constructor":{"prototype":{}}', '"toString":1', '"":1'],
      ...['"\\u0000":1', '"\\ud800":1', `"consent":{},"type":"${type}"`],
    ]) {
      expectRefused(await pushText(`[${text},${more}}]`));
    }
    // Of a name that comes twice the last counts, as everywhere in JavaScript: what is read is what is shown.
    expect((await pushText(`[{"type":"urn:other",${text.slice(1)}}]`)).status).toBe(201);
  });

  it('publishes its schema at a stable URL (RFC 9396 2.1)', async () => {
    const base = server.issuer.replace('/harbour', '');
    const answer = await exchange(`${base}/schemas/authorization-details/${type}`, server.tls.ca);
    expect(answer.status).toBe(200);
    expect(answer.header('content-type')).toMatch(/^application\/schema\+json/);
    expect(answer.json()).toEqual(authorizationDetailsType(type)?.jsonSchema);
  });

  it('is refused to a client that did not register it (RFC 9396 10)', async () => {
    const other = await server.client('client-two');
    const { answer } = await other.push({
      parameters: { scope: 'openid', authorization_details: JSON.stringify([entry]) },
    });
    if (type.includes('account-access')) expect(answer.status).toBe(201);
    else expectRefused(answer);
  });
});

describe('authorization_details at the pushed request endpoint (RFC 9396 5)', () => {
  it.each([
    ['text that is no JSON', '[{'],
    ['JSON with a comment', '[/**/]'],
    ['a number', '7'],
    ['an empty array', '[]'],
    ['null in it', '[null]'],
    ['an array in it', '[[]]'],
    ['no type', '[{"consent":{}}]'],
    ['a type of another JSON type', '[{"type":["urn:sandbank:account-access:v1"]}]'],
    ['a type that nobody knows', '[{"type":"urn:sandbank:everything:v1"}]'],
    ['a name of an object member for a type', '[{"type":"__proto__"}]'],
    ['a type with U+0000 in it', '[{"type":"urn:sandbank:account-access:v1\\u0000"}]'],
    ['arrays in arrays, 9,000 deep', '['.repeat(9000) + ']'.repeat(9000)],
    ['objects in objects, 3,000 deep', '[{"type":'.repeat(3000)],
  ])('refuses %s', async (_what, text) => expectRefused(await pushText(text)));

  it('promises every type in the metadata (RFC 9396 10)', async () => {
    const metadata = await client.discover();
    expect(metadata['authorization_details_types_supported']).toEqual(
      authorizationDetailsTypesSupported,
    );
    expect(allTypes).toEqual(authorizationDetailsTypesSupported);
  });

  it('keeps what was refused for its developers with nothing hidden, and so does the log (RFC 9396 12)', async () => {
    const type = 'urn:sandbank:account-access:v1\u0000\ud800\u202e<script>';
    // Of one client that is refused all the time not everything is kept: another one has not been.
    const other = await server.client('client-two');
    const details = JSON.stringify([{ type }]);
    const { answer } = await other.push({ parameters: { authorization_details: details } });
    expectRefused(answer);
    const id = answer.header('x-fapi-interaction-id');
    const [row] = await until(() =>
      server.database.query<{ received: string }>(
        'SELECT received FROM authorization_server.rejection WHERE interaction_id = $1',
        [id],
      ),
    );
    expect(row?.received).toContain('\\u0000\\ud800\\u202e');
    expect(server.log.length).toBeGreaterThan(0);
    // One line each, on which nothing is hidden.
    for (const line of server.log) expect(line.trimEnd()).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  });
});

describe('words that a browser could take for its own (RFC 9396 12)', () => {
  const script = `"><script>alert('x')</script><img src=x>`;

  it.each([
    ['urn:sandbank:account-access:v1', 'consent/Purpose'],
    ['urn:sandbank:domestic-payment:v1', 'consent/Initiation/CreditorAccount/Name'],
    ['urn:sandbank:domestic-vrp:v1', 'consent/Initiation/CreditorAccount/Name'],
    ['urn:sandbank:domestic-vrp:v1', 'consent/Initiation/RemittanceInformation'],
    ['urn:sandbank:funds-confirmation:v1', 'consent/DebtorAccount/Name'],
  ])('in %s at %s stay words on every page', async (type, place) => {
    const value = place.endsWith('RemittanceInformation') ? { Unstructured: [script] } : script;
    const details = JSON.stringify([changed(detailsOf(type), place, value)]);
    const pushed = await client.push({
      parameters: { scope: 'openid', authorization_details: details },
    });
    const visitor = new BankVisitor(server.tls.ca);
    const url = await client.authorizationUrl(pushed.requestUri);
    const login = await visitor.open(url);
    const code = await visitor.press(login, 'login-submit', maya);
    const page = await visitor.press(code, 'login-submit', { otp: codeOnPhone(code) });
    expect(page.url.pathname).toMatch(/consent$/);
    expect(page.answer.body).toContain('&lt;script&gt;');
    for (const { answer } of [login, code, page]) {
      expect(answer.body).not.toMatch(/<script|<img|alert\('x'\)<\/script/);
    }
  });
});

/** What a statement finds, as soon as it finds something; refusals are written a little later. */
async function until<T>(rows: () => Promise<T[]>): Promise<T[]> {
  const deadline = Date.now() + 5000;
  let found: T[] = [];
  while (found.length === 0 && Date.now() < deadline) found = await rows();
  return found;
}
