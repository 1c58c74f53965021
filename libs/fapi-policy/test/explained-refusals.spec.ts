import { enforce, fapi2SecurityProfile, type Rule } from '../src/index.js';
import { refusalOf, type Refusal } from './refusal.js';
import { refusalsOf } from './refusals/index.js';
import { selfExplaining } from './self-explaining.js';
import { validRequest, type Contexts, type Endpoint } from './valid-requests.js';

async function unexplained<E extends Endpoint>(endpoint: E): Promise<string[]> {
  const rules = fapi2SecurityProfile[endpoint] as readonly Rule<Contexts[E]>[];
  const refusals = refusalsOf['fapi2-security-profile']![endpoint] as readonly Refusal<
    Contexts[E]
  >[];
  const found: string[] = [];
  for (const { clause, what, change } of refusals) {
    const request = await change(await validRequest[endpoint]());
    const { expected, received } = refusalOf(() => enforce(rules, request));
    if (expected === undefined && received === undefined)
      found.push(`${endpoint} ${clause} ${what}`);
  }
  return found;
}

describe('a refusal tells the client’s developers what was expected or what came', () => {
  it('wherever its words alone do not say it', async () => {
    const endpoints = Object.keys(validRequest) as Endpoint[];
    const silent = (await Promise.all(endpoints.map((endpoint) => unexplained(endpoint)))).flat();
    expect(silent.sort()).toEqual(selfExplaining);
  });
});
