import { invalidRequest, invalidRequestUri } from '@sandbank/oauth';
import type { AuthorizeContext } from '../contexts.js';
import type { Check } from '../rule.js';
import { isRegisteredRedirectUri } from './push.js';

type AuthorizeCheck = Check<AuthorizeContext>;

export const clientIsKnown: AuthorizeCheck = ({ params, client }) => {
  if (params['client_id'] === undefined) throw invalidRequest('client_id is required');
  if (client === undefined) throw invalidRequest('client_id is unknown');
};

/** Nothing but a pushed request is taken; its parameters in the URL would not be authentic. */
export const requestWasPushed: AuthorizeCheck = ({ params }) => {
  if (params['request_uri'] !== undefined) return;
  throw invalidRequest('the authorization request must be pushed first');
};

export const requestUriIsKnown: AuthorizeCheck = ({ pushed }) => {
  if (pushed !== undefined) return;
  throw invalidRequestUri('request_uri is unknown or has expired');
};

export const requestUriIsOfThisClient: AuthorizeCheck = ({ pushed, client }) => {
  if (pushed !== undefined && pushed.clientId === client?.client_id) return;
  throw invalidRequestUri('request_uri is unknown or has expired', {
    expected: pushed?.clientId,
    received: client?.client_id,
  });
};

export const requestUriIsUnexpired: AuthorizeCheck = ({ pushed, nowSeconds }) => {
  if (pushed !== undefined && pushed.expiresAtSeconds > nowSeconds) return;
  throw invalidRequestUri('request_uri is unknown or has expired', {
    expected: `before ${pushed?.expiresAtSeconds}`,
    received: nowSeconds,
  });
};

export const requestUriIsUnused: AuthorizeCheck = ({ pushed }) => {
  if (pushed?.consumed === false) return;
  throw invalidRequestUri('this request was already answered');
};

/** A request that leaked is worth nothing in another browser, once the customer's own has opened it. */
export const requestIsOfThisBrowser: AuthorizeCheck = ({ pushed }) => {
  if (pushed?.openedElsewhere === false) return;
  throw invalidRequestUri('this request was opened in another browser');
};

/** The answer goes nowhere that the client has given up since it pushed. */
export const redirectUriIsStillRegistered: AuthorizeCheck = ({ pushed, client }) => {
  if (client === undefined || pushed === undefined) return;
  if (isRegisteredRedirectUri(client, pushed.redirectUri)) return;
  throw invalidRequest('redirect_uri is no longer registered for this client', {
    expected: client.redirect_uris,
    received: pushed.redirectUri,
  });
};
