import {
  claimMutations,
  headerMutations,
  newKey,
  textMutations,
  typeMutations,
  type FapiClient,
  type JwtMutation,
} from '@sandbank/testing';
import fc from 'fast-check';
import { startServer, type RunningServer } from './running-server.js';

// Each mutation travels over a real socket; none may be let in, and none may disturb the server.
const runs = 900;
/** Enough where there are but a handful of mutations to draw from, or one. */
const runsOfFew = 100;

let server: RunningServer;
let client: FapiClient;
beforeAll(async () => {
  server = await startServer();
  client = await server.client();
});
afterAll(() => server.stop());

type Slot = 'assertion' | 'proof';

const refusesAll = async (
  slot: Slot,
  errors: readonly string[],
  mutations: fc.Arbitrary<JwtMutation>,
  numRuns: number,
): Promise<void> => {
  await fc.assert(
    fc.asyncProperty(mutations, async ({ what, overrides }) => {
      const request = { [slot]: overrides, retry: false };
      const answer = await client.clientCredentials('accounts', request);
      const seen = { what, status: answer.status, error: answer.json()['error'] };
      expect(seen).toEqual({ what, status: expect.any(Number), error: expect.any(String) });
      expect([400, 401]).toContain(answer.status);
      expect(errors).toContain(seen.error);
      expect(answer.header('x-fapi-interaction-id')).toBeDefined();
    }),
    { numRuns },
  );
  expect((await client.clientCredentials('accounts')).status).toBe(200);
};

describe('a client assertion (RFC 7523 3, RFC 8725)', () => {
  const refuses = (mutations: fc.Arbitrary<JwtMutation>, numRuns = runs) =>
    refusesAll('assertion', ['invalid_client'], mutations, numRuns);

  it('is refused with its text changed anywhere', () => refuses(textMutations));

  it('is refused with a claim that has no fitting value', () =>
    refuses(claimMutations('iss', 'sub', 'aud', 'exp')));

  it('is refused with a header of another making', () => refuses(headerMutations));

  it('is refused with the type of another JWT', () =>
    refuses(typeMutations('at+jwt', 'dpop+jwt'), runsOfFew));

  it('is refused signed with a key that is not the client’s', async () => {
    const key = await newKey();
    await refuses(fc.constant({ what: 'another key', overrides: { key } }), runsOfFew);
  });
});

describe('a DPoP proof (RFC 9449 4.3)', () => {
  const refuses = (mutations: fc.Arbitrary<JwtMutation>, numRuns = runs) =>
    refusesAll('proof', ['invalid_dpop_proof', 'use_dpop_nonce'], mutations, numRuns);

  it('is refused with its text changed anywhere', async () => {
    // An empty field is no proof at all, which is refused in its own words.
    await refuses(textMutations);
  });

  it('is refused with a claim that has no fitting value', () =>
    refuses(claimMutations('htm', 'htu', 'iat', 'nonce')));

  it('is refused with a header of another making', () => refuses(headerMutations));

  it('is refused with the type of another JWT', () =>
    refuses(typeMutations('at+jwt', 'client-authentication+jwt', 'JWT'), runsOfFew));

  it('is refused signed with another key than the one it carries', async () => {
    const key = await newKey();
    await refuses(fc.constant({ what: 'another key', overrides: { key } }), runsOfFew);
  });
});
