import fc from 'fast-check';
import { certificateNames, OAuthError } from '@sandbank/oauth';
import { enforce, fapi2SecurityProfile, type Rule } from '../src/index.js';
import { validRequest, type Contexts, type Endpoint } from './valid-requests.js';

const runs = { numRuns: 300 };
const profile = fapi2SecurityProfile;

const nasty = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', '\0', '\ud800', '１'],
    ...[Infinity, -Infinity, 1e308, -0, 0.1, null, true, [], {}, [[]], { length: 1 }],
  ),
);

/** Passes, or is an `OAuthError` with a clause: never a failure of ours, which would be a 500. */
function passesOrRefuses<E extends Endpoint>(endpoint: E, request: Contexts[E]): void {
  try {
    enforce(profile[endpoint] as readonly Rule<Contexts[E]>[], request);
  } catch (error) {
    expect(error).toBeInstanceOf(OAuthError);
    expect((error as OAuthError).clause).toBeDefined();
    expect((error as OAuthError).status).toBeLessThan(500);
  }
}

const registered = ['iss', 'sub', 'aud', 'exp', 'iat', 'nbf', 'jti', 'cnf', 'client_id', 'x'];
const claims = fc.dictionary(fc.constantFrom(...registered, '__proto__'), nasty, { maxKeys: 4 });
const header = fc.dictionary(
  fc.constantFrom('alg', 'typ', 'kid'),
  fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('constructor', '__proto__', '')),
  { maxKeys: 3 },
);

describe('whatever values arrive', () => {
  it('the claims of a client assertion pass or are refused', async () => {
    const valid = await validRequest.private_key_jwt();
    fc.assert(
      fc.property(claims, header, (payload, members) => {
        const assertion = {
          ...valid.assertion,
          payload: { ...valid.assertion.payload, ...payload },
          header: { ...valid.assertion.header, ...members },
        };
        passesOrRefuses('private_key_jwt', { ...valid, assertion });
      }),
      runs,
    );
  });

  it('the names that a client registered for its certificate match or are refused', async () => {
    const valid = await validRequest.tls_client_auth();
    const name = fc.constantFrom(...certificateNames);
    fc.assert(
      fc.property(name, fc.string({ unit: 'binary' }), (registered, value) => {
        const client = {
          ...valid.client,
          tls_client_auth_subject_dn: undefined,
          [registered]: value,
        };
        passesOrRefuses('tls_client_auth', { ...valid, client });
      }),
      runs,
    );
  });

  it('the claims of an access token pass or are refused', async () => {
    const valid = await validRequest.resource();
    fc.assert(
      fc.property(claims, header, (payload, members) => {
        const token = {
          ...valid.token,
          payload: { ...valid.token.payload, ...payload },
          header: { ...valid.token.header, ...members },
        };
        passesOrRefuses('resource', { ...valid, token });
      }),
      runs,
    );
  });

  it('the claims of a proof, which have their types by now, pass or are refused', async () => {
    const valid = await validRequest.proof();
    const text = fc.string({ unit: 'binary' });
    const typed = fc.record(
      { jti: text, htm: text, htu: text, nonce: text, iat: fc.double({ noNaN: true }) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(typed, header, (changed, members) => {
        const proof = {
          ...valid.proof,
          claims: { ...valid.proof.claims, ...changed },
          header: { ...valid.proof.header, ...members },
        };
        passesOrRefuses('proof', { ...valid, proof });
      }),
      runs,
    );
  });

  it.each([
    'push',
    'authorize',
    'decision',
    'token',
    'codeExchange',
    'refresh',
    'clientCredentials',
  ] as const)('the parameters of %s pass or are refused', async (endpoint) => {
    const valid = await validRequest[endpoint]();
    const names = fc.constantFrom(...Object.keys(valid.params), 'prompt', 'scope', 'claims');
    const values = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('constructor', '\0'));
    fc.assert(
      fc.property(fc.dictionary(names, values, { maxKeys: 4 }), (changed) => {
        passesOrRefuses(endpoint, { ...valid, params: { ...valid.params, ...changed } });
      }),
      runs,
    );
  });
});
