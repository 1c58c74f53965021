import type { ClientAuthenticationContext } from '../../src/index.js';
import { params, registeredWith } from '../changes.js';
import type { Refusal } from '../refusal.js';

type Context = ClientAuthenticationContext;

const refused = (what: string, change: Refusal<Context>['change']): Refusal<Context> => ({
  clause: 'SP-5.3.2.1-6',
  what,
  error: 'invalid_client',
  change,
});

const methods = ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'] as const;

/** Every pairing of a registered method with another that is used. */
const wrongPairs = methods.flatMap((registered) =>
  [...methods, 'none' as const]
    .filter((method) => method !== registered)
    .map((method) =>
      refused(`${method} of a client registered for ${registered}`, (valid) => ({
        ...registeredWith({ token_endpoint_auth_method: registered })(valid),
        method,
      })),
    ),
);

const secrets = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'none'].map(
  (method) =>
    refused(
      `a client whose registration says ${method}`,
      registeredWith({ token_endpoint_auth_method: method }),
    ),
);

export const clientAuthenticationRefusals: readonly Refusal<Context>[] = [
  {
    clause: 'RFC6749-2.3',
    what: 'a client secret beside the assertion',
    error: 'invalid_request',
    change: params({ client_secret: 'c2VjcmV0LW9mLXRoZS1jbGllbnQ' }),
  },
  {
    clause: 'RFC6749-2.3',
    what: 'an Authorization header beside the assertion',
    error: 'invalid_request',
    change: (valid) => ({ ...valid, authorizationHeader: true }),
  },
  {
    clause: 'RFC5280-6.3',
    what: 'a certificate that was revoked, beside an assertion as well',
    error: 'invalid_client',
    change: (valid) => ({ ...valid, disowned: 'revoked' }),
  },
  ...wrongPairs,
  ...secrets,
];
