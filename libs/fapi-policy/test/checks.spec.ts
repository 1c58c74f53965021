import { assertionIsUnexpired } from '../src/checks/client-assertion.js';
import { clientAuthIs } from '../src/checks/client-authentication.js';
import { registeredWith } from './changes.js';
import { nowSeconds } from './parties.js';
import { validRequest } from './valid-requests.js';

// Checks serve several profiles: here they stand with other values than those of today's profile.
describe('clientAuthIs', () => {
  const assertionOf = async (registered: string) =>
    registeredWith({ token_endpoint_auth_method: registered })(
      await validRequest.clientAuthentication(),
    );

  it('takes an assertion only from a client that registered for it', async () => {
    const both = clientAuthIs('private_key_jwt', 'tls_client_auth');
    const mutualTls = await assertionOf('tls_client_auth');
    expect(() => both(mutualTls)).toThrow(expect.objectContaining({ error: 'invalid_client' }));
  });

  it('takes an assertion only under a profile that allows it', async () => {
    const assertion = await assertionOf('private_key_jwt');
    expect(() => clientAuthIs('private_key_jwt', 'tls_client_auth')(assertion)).not.toThrow();
    expect(() => clientAuthIs('tls_client_auth')(assertion)).toThrow();
  });
});

describe('assertionIsUnexpired', () => {
  it('counts the leeway after exp, not before', async () => {
    const valid = await validRequest.private_key_jwt();
    const expiring = (exp: number) => ({
      ...valid,
      limits: { ...valid.limits, expiryLeewaySeconds: 5 },
      assertion: { ...valid.assertion, payload: { ...valid.assertion.payload, exp } },
    });
    expect(() => assertionIsUnexpired(expiring(nowSeconds - 4))).not.toThrow();
    expect(() => assertionIsUnexpired(expiring(nowSeconds - 5))).toThrow();
  });
});
