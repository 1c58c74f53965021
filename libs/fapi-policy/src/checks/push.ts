import {
  invalidRequest,
  invalidScope,
  invalidTarget,
  requestNotSupported,
  spaceDelimited,
  unauthorizedClient,
  unsupportedResponseType,
  type ClientMetadata,
  type GrantType,
} from '@sandbank/oauth';
import type { PushContext, TokenContext } from '../contexts.js';
import type { Check } from '../rule.js';

type PushCheck = Check<PushContext>;

export const noRequestUri: PushCheck = ({ params }) => {
  if (params['request_uri'] === undefined) return;
  throw invalidRequest('request_uri must not be pushed');
};

export const noRequestObject: PushCheck = ({ params }) => {
  if (params['request'] === undefined) return;
  throw requestNotSupported('this issuer takes no signed request objects');
};

export const clientMayUse =
  (grantType: GrantType): Check<Pick<TokenContext, 'client'>> =>
  ({ client }) => {
    if (client.grant_types.includes(grantType)) return;
    throw unauthorizedClient('the client is not registered for this grant type', {
      expected: client.grant_types,
      received: grantType,
    });
  };

export const responseTypeIs =
  (...types: readonly string[]): PushCheck =>
  ({ params }) => {
    const received = params['response_type'];
    if (received === undefined) throw invalidRequest('response_type is required');
    if (types.includes(received)) return;
    throw unsupportedResponseType('response_type is not supported', { expected: types, received });
  };

export const responseModeIs =
  (...modes: readonly string[]): PushCheck =>
  ({ params }) => {
    const received = params['response_mode'];
    if (received === undefined || modes.includes(received)) return;
    throw invalidRequest('response_mode is not supported', { expected: modes, received });
  };

export const redirectUriIsPresent: PushCheck = ({ params }) => {
  if (params['redirect_uri'] !== undefined) return;
  throw invalidRequest('redirect_uri is required');
};

const loopback = /^http:\/\/(127\.0\.0\.1|\[::1\])(:\d{1,5})?(?=[/?]|$)/;

/** Compares character by character; only the port of a native app's loopback is free (RFC 8252 7.3). */
export function isRegisteredRedirectUri(
  { redirect_uris: registered }: Pick<ClientMetadata, 'redirect_uris'>,
  received: string,
): boolean {
  const portless = (uri: string) => uri.replace(loopback, 'http://$1');
  return registered.some((uri) => portless(uri) === portless(received));
}

export const redirectUriIsRegistered: PushCheck = ({ params, client }) => {
  const received = params['redirect_uri'] ?? '';
  if (isRegisteredRedirectUri(client, received)) return;
  throw invalidRequest('redirect_uri is not registered for this client', {
    expected: client.redirect_uris,
    received,
  });
};

/** A response in clear text would show the code to the network. */
export const redirectUriIsEncrypted: PushCheck = ({ params }) => {
  const received = params['redirect_uri'] ?? '';
  if (received.startsWith('https://') || loopback.test(received)) return;
  throw invalidRequest('redirect_uri must use https, or http on the loopback interface', {
    received,
  });
};

export const pkceIs =
  (...methods: readonly string[]): PushCheck =>
  ({ params }) => {
    if (params['code_challenge'] === undefined) throw invalidRequest('code_challenge is required');
    const received = params['code_challenge_method'];
    if (received !== undefined && methods.includes(received)) return;
    throw invalidRequest('code_challenge_method must be S256', { expected: methods, received });
  };

/** A SHA-256 digest in base64url has 43 characters; anything else was never made by S256. */
export const codeChallengeIsS256: PushCheck = ({ params }) => {
  const received = params['code_challenge'] ?? '';
  if (/^[A-Za-z0-9_-]{43}$/.test(received)) return;
  throw invalidRequest('code_challenge is not a SHA-256 digest in base64url', { received });
};

export const scopeIsRegistered: Check<Pick<PushContext, 'params' | 'client'>> = ({
  params,
  client,
}) => {
  const registered = spaceDelimited(client.scope);
  const unknown = spaceDelimited(params['scope']).filter((scope) => !registered.includes(scope));
  if (unknown.length === 0) return;
  throw invalidScope('scope asks for more than the client is registered for', {
    expected: registered,
    received: unknown,
  });
};

/** A request without scope and details would end in a token for nothing. */
export const somethingIsAskedFor: PushCheck = ({ params }) => {
  if (params['authorization_details'] !== undefined) return;
  if (spaceDelimited(params['scope']).length > 0) return;
  throw invalidScope('scope or authorization_details is required');
};

export const stateIsBounded: PushCheck = ({ params, limits }) => {
  if ((params['state'] ?? '').length <= limits.stateLengthMax) return;
  throw invalidRequest('state is too long', { expected: limits.stateLengthMax });
};

export const nonceIsBounded: PushCheck = ({ params, limits }) => {
  if ((params['nonce'] ?? '').length <= limits.nonceLengthMax) return;
  throw invalidRequest('nonce is too long', { expected: limits.nonceLengthMax });
};

/** Each `resource` that was sent, of one or several, is one that this bank serves. */
export const resourceIsServed: Check<Pick<PushContext, 'params' | 'resources'>> = ({
  params,
  resources,
}) => {
  const unknown = spaceDelimited(params['resource']).filter((uri) => !resources.includes(uri));
  if (unknown.length === 0) return;
  throw invalidTarget('resource is not served by this bank', {
    expected: resources,
    received: unknown,
  });
};

/** The code is bound to one key, whether it is named, shown, or both (RFC 9449 10). */
export const dpopKeyIsOne: PushCheck = ({ params, proof }) => {
  const named = params['dpop_jkt'];
  if (named === undefined) return;
  if (!/^[A-Za-z0-9_-]{43}$/.test(named)) {
    throw invalidRequest('dpop_jkt is not a SHA-256 thumbprint', { received: named });
  }
  if (proof === undefined || proof.thumbprint === named) return;
  throw invalidRequest('dpop_jkt is not the key of the DPoP proof', {
    expected: proof.thumbprint,
    received: named,
  });
};
