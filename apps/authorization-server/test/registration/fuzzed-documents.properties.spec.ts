import { exchange, newKey, publicJwk } from '@sandbank/testing';
import fc from 'fast-check';
import {
  softwareClaims,
  startRegisteringServer,
  type Json,
  type RegisteringServer,
} from './test-directory.js';

// Few in the suite; more by hand, as in `FUZZED_DOCUMENTS=10000`.
const documents = Number(process.env['FUZZED_DOCUMENTS'] ?? 300);
const atOnce = 20;
const seed = 7591;

let server: RegisteringServer;
beforeAll(async () => {
  server = await startRegisteringServer();
});
afterAll(() => server.stop());

const odd = fc.constantFrom<unknown>(
  ...[
    '',
    '\u0000',
    '\ud800',
    '\u202e',
    '__proto__',
    'constructor',
    '%00',
    "'; DROP TABLE client; --",
  ],
  ...[null, true, 0, -1, 1e308, [], {}, [[]], [null], { length: 3 }, 'a'.repeat(3000)],
);
const junk = fc.oneof(
  odd,
  fc.jsonValue({ maxDepth: 4 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.oneof(odd, fc.string({ unit: 'grapheme' })), { maxLength: 30 }),
);
const key: Json = publicJwk(await newKey());
const oddKey = fc
  .tuple(fc.constantFrom(...Object.keys(key), 'x5c', 'd', 'k', '\u0000'), junk)
  .map(([member, value]): Json => ({ ...key, [member]: value }));
const jwks = fc.array(oddKey, { maxLength: 25 }).map((keys) => ({ keys }));
const url = fc.oneof(fc.webUrl({ withFragments: true }), fc.webUrl(), fc.string());
const value = fc.oneof(junk, jwks, url, fc.array(url, { maxLength: 25 }));
/** Members with something in them that may be right. */
const mutations = (...members: readonly string[]) =>
  fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...members), fc.string()), value), { maxLength: 3 })
    .map((entries): Json => Object.fromEntries(entries));

const good = fc.constantFrom<Json>(
  { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [key] } },
  {
    token_endpoint_auth_method: 'tls_client_auth',
    tls_client_certificate_bound_access_tokens: true,
  },
);
const given = fc.tuple(
  good,
  mutations(
    ...['token_endpoint_auth_method', 'token_endpoint_auth_signing_alg', 'jwks', 'jwks_uri'],
    ...['grant_types', 'response_types', 'scope', 'authorization_details_types', 'resource'],
    ...['id_token_signed_response_alg', 'dpop_bound_access_tokens', 'default_acr_values'],
    ...['tls_client_certificate_bound_access_tokens', 'tls_client_auth_subject_dn'],
    ...['tls_client_auth_san_uri', 'default_max_age', 'contacts', 'logo_uri', 'software_version'],
  ),
);
const said = mutations(
  ...['software_roles', 'redirect_uris', 'client_name', 'policy_uri', 'contacts', 'tos_uri'],
  ...['software_san_uri', 'software_version', 'jwks_uri', 'organisation_id', 'exp', 'iat', 'iss'],
);
const document = fc.record({
  given,
  said: fc.oneof(fc.constant<Json>({}), said),
  /** Where the text is cut or spoiled, if it is. */
  spoiled: fc.option(fc.tuple(fc.nat(), fc.string({ unit: 'binary', maxLength: 3 })), { freq: 8 }),
});
type Document = typeof document extends fc.Arbitrary<infer D> ? D : never;

async function textOf({ given, said, spoiled }: Document): Promise<string> {
  const statement = await server.statement({
    claims: softwareClaims(JSON.parse(JSON.stringify(said)) as Json),
  });
  const [members, further] = given;
  const text = JSON.stringify({ ...members, ...further, software_statement: statement });
  // Drawn for one in eight: that it is so seldom is what lets the others through.
  if (spoiled === null || spoiled[0] % 8 > 0) return text;
  const at = spoiled[0] % text.length;
  return text.slice(0, at) + spoiled[1] + text.slice(at + 1);
}

it('whatever is posted to register, nothing fails and nothing is half registered', async () => {
  const drawn = fc.sample(document, { numRuns: documents, seed });
  const seen = new Map<number, number>();
  const registered: { uri: string; token: string }[] = [];
  for (let start = 0; start < drawn.length; start += atOnce) {
    // Strangers of one address may try once a second.
    server.clock.advance(atOnce);
    await Promise.all(
      drawn.slice(start, start + atOnce).map(async (each) => {
        const body = await textOf(each);
        const answer = await exchange(`${server.issuer}/register`, server.tls.ca, {
          ...{ method: 'POST', body, headers: { 'content-type': 'application/json' } },
        });
        seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
        if (![201, 400].includes(answer.status)) throw new Error(`${answer.body} for ${body}`);
        expect(answer.header('x-fapi-interaction-id')).toBeDefined();
        if (answer.status !== 201) {
          expect(answer.json()).toHaveProperty('error');
          return;
        }
        const { registration_client_uri: uri, registration_access_token: token } = answer.json();
        registered.push({ uri: String(uri), token: String(token) });
      }),
    );
  }
  const { clients, registrations, torn } = await server.counts();
  expect({ clients, registrations, torn }).toEqual({
    ...{ clients: registered.length, registrations: registered.length, torn: 0 },
  });
  // Enough of both, or this would prove little.
  for (const status of [201, 400]) expect(seen.get(status)).toBeGreaterThan(documents / 20);
  for (const { uri, token } of registered.slice(0, 20))
    expect((await server.manage('GET', uri, token)).status).toBe(200);
  if (documents > 1000) process.stderr.write(`${JSON.stringify([...seen])}\n`);
}, 900_000);
