import { enforce, fapi2SecurityProfile, type Rule } from '../src/index.js';
import { acceptances } from './acceptances/index.js';
import type { Acceptance } from './refusal.js';
import { validRequest, type Contexts, type Endpoint } from './valid-requests.js';

describe('fapi2-security-profile', () => {
  for (const endpoint of Object.keys(validRequest) as Endpoint[]) {
    describe(endpoint, () => describeEndpoint(endpoint));
  }
});

function describeEndpoint<E extends Endpoint>(endpoint: E): void {
  const rules = fapi2SecurityProfile[endpoint] as readonly Rule<Contexts[E]>[];
  const accepted: readonly Acceptance<Contexts[E]>[] = acceptances[endpoint];

  it.each(accepted)('accepts $what', async ({ change }) => {
    const request = await change(await validRequest[endpoint]());
    expect(() => enforce(rules, request)).not.toThrow();
  });
}
