import {
  claimMutations,
  headerMutations,
  newKey,
  textMutations,
  typeMutations,
  type JwtMutation,
} from '@sandbank/testing';
import fc from 'fast-check';
import { customerAllows, tokenFor, type Given } from './customers.js';
import { ProtectedApi } from './protected-api.js';

// Each mutation travels over a real socket; none may be let in, and none may disturb the server.
const runs = 900;
/** Enough where there are but a handful of mutations to draw from, or one. */
const runsOfFew = 100;

let api: ProtectedApi;
let given: Given;
beforeAll(async () => {
  api = await ProtectedApi.start();
  given = await customerAllows(api);
});
afterAll(() => api.stop());

const refusesAll = async (mutations: fc.Arbitrary<JwtMutation>, numRuns = runs): Promise<void> => {
  await fc.assert(
    fc.asyncProperty(mutations, async ({ what, overrides }) => {
      const answer = await api.call(await tokenFor(api, given, overrides));
      const { error } = answer.body === '' ? { error: undefined } : answer.json();
      const seen = { what, status: answer.status, error };
      expect(seen).toEqual({ what, status: expect.any(Number), error: expect.any(String) });
      expect([400, 401]).toContain(answer.status);
      expect(['invalid_token', 'invalid_request']).toContain(error);
      expect(answer.header('www-authenticate')).toBeDefined();
      expect(answer.header('x-fapi-interaction-id')).toBeDefined();
    }),
    { numRuns },
  );
  expect((await api.call(await tokenFor(api, given))).status).toBe(200);
};

describe('an access token (RFC 9068 4, RFC 8725)', () => {
  it('is refused with its text changed anywhere', () => refusesAll(textMutations));

  it('is refused with a claim that has no fitting value', () =>
    refusesAll(claimMutations('iss', 'aud', 'exp', 'sub', 'client_id', 'cnf')));

  it('is refused with a header of another making', () => refusesAll(headerMutations));

  it('is refused with the type of another JWT', () =>
    refusesAll(typeMutations('JWT', 'dpop+jwt', 'client-authentication+jwt'), runsOfFew));

  it('is refused signed with a key that the bank does not publish', async () => {
    const key = await newKey();
    await refusesAll(fc.constant({ what: 'another key', overrides: { key } }), runsOfFew);
  });
});
