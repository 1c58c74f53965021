import { enforce, profiles, type FapiProfile, type Rule } from '../src/index.js';
import { compareRefusals, rulesOf, type RuleName } from './executed-refusals.js';
import { refusalOf, type Refusal } from './refusal.js';
import { refusalsOf } from './refusals/index.js';
import { leakedSecrets } from './secrets.js';
import { validRequest, type Contexts, type Endpoint } from './valid-requests.js';

it('every profile has a table of refusals', () => {
  expect(Object.keys(refusalsOf)).toEqual(Object.keys(profiles));
});

describe.each(Object.values(profiles))('$id', (profile) => {
  const executed: RuleName[] = [];

  for (const endpoint of Object.keys(validRequest) as Endpoint[]) {
    describe(endpoint, () => describeEndpoint(profile, endpoint, executed));
  }

  // Last: by now every refusal above was executed, and only those that passed are counted.
  it('has seen every rule refuse, and every refusal has its rule', () => {
    expect(compareRefusals(rulesOf(profile), executed)).toEqual({
      neverFired: [],
      withoutRule: [],
      ambiguous: [],
    });
  });
});

function describeEndpoint<E extends Endpoint>(
  profile: FapiProfile,
  endpoint: E,
  executed: RuleName[],
): void {
  const rules = profile[endpoint] as readonly Rule<Contexts[E]>[];
  const refusals = (refusalsOf[profile.id]?.[endpoint] ?? []) as readonly Refusal<Contexts[E]>[];

  it('accepts the valid request that every refusal starts from', async () => {
    const valid = await validRequest[endpoint]();
    expect(() => enforce(rules, valid)).not.toThrow();
  });

  for (const { clause, what, error, status, change } of refusals) {
    it(`${clause} refuses ${what}`, async () => {
      const request = await change(await validRequest[endpoint]());
      const refusal = refusalOf(() => enforce(rules, request));
      expect(refusal).toMatchObject({ clause, error });
      if (status !== undefined) expect(refusal.status).toBe(status);
      expect(refusal.description).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]{10,}$/);
      expect(leakedSecrets(refusal, request)).toEqual([]);
      executed.push({ endpoint, clause });
    });
  }
}
