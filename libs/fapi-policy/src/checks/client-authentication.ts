import { invalidClient, invalidRequest, type TokenEndpointAuthMethod } from '@sandbank/oauth';
import type { ClientAuthenticationContext } from '../contexts.js';
import type { Check } from '../rule.js';

type ClientCheck = Check<ClientAuthenticationContext>;

/** One method of authentication per request: no secret, no header beside assertion or certificate. */
export const oneAuthenticationMethod: ClientCheck = ({ params, authorizationHeader }) => {
  if (params['client_secret'] === undefined && !authorizationHeader) return;
  throw invalidRequest('the request uses another method of client authentication too');
};

/** The client registered one of these methods, and it is the one that was used. */
export const clientAuthIs =
  (...methods: readonly TokenEndpointAuthMethod[]): ClientCheck =>
  ({ client, method }) => {
    const registered = client.token_endpoint_auth_method;
    if (methods.includes(registered) && registered === method) return;
    const evidence = { expected: registered, received: method };
    if (method === 'none') throw invalidClient('the client must authenticate', evidence);
    throw invalidClient('the client is registered for another method of authentication', evidence);
  };

/** A certificate that was revoked authenticates nobody and binds nothing, whatever the client authenticates with. */
export const certificateIsNotRevoked: ClientCheck = ({ disowned }) => {
  if (disowned === undefined) return;
  throw invalidClient('the authority of the client certificate does not stand by it', {
    expected: 'a certificate that has not been revoked',
    received: disowned,
  });
};
