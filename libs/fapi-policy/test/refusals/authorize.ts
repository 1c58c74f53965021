import type { AuthorizeContext } from '../../src/index.js';
import { params } from '../changes.js';
import { nowSeconds } from '../parties.js';
import type { Refusal } from '../refusal.js';

const pushed =
  (changes: Partial<NonNullable<AuthorizeContext['pushed']>>) =>
  (valid: AuthorizeContext): AuthorizeContext => {
    if (valid.pushed === undefined) throw new Error('a valid request was pushed');
    return { ...valid, pushed: { ...valid.pushed, ...changes } };
  };

export const authorizeRefusals: readonly Refusal<AuthorizeContext>[] = [
  {
    clause: 'RFC6749-4.1.2.1',
    what: 'a request without client_id',
    error: 'invalid_request',
    change: params({ client_id: undefined }),
  },
  {
    clause: 'RFC6749-4.1.2.1',
    what: 'an unknown client',
    error: 'invalid_request',
    change: (valid) => ({ ...valid, client: undefined }),
  },
  {
    clause: 'SP-5.3.2.2-3',
    what: 'a request that was not pushed',
    error: 'invalid_request',
    change: params({
      request_uri: undefined,
      response_type: 'code',
      redirect_uri: 'https://app.example/callback',
    }),
  },
  {
    clause: 'RFC9101-7',
    what: 'an unknown request_uri',
    error: 'invalid_request_uri',
    change: (valid) => ({ ...valid, pushed: undefined }),
  },
  {
    clause: 'RFC9126-2.2',
    what: 'the request_uri of another client',
    error: 'invalid_request_uri',
    change: pushed({ clientId: 'client-other' }),
  },
  {
    clause: 'RFC9126-4',
    what: 'a request_uri that expires this second',
    error: 'invalid_request_uri',
    change: pushed({ expiresAtSeconds: nowSeconds }),
  },
  {
    clause: 'RFC9126-4',
    what: 'a request_uri that expired an hour ago',
    error: 'invalid_request_uri',
    change: pushed({ expiresAtSeconds: nowSeconds - 3600 }),
  },
  {
    clause: 'RFC9126-7.3',
    what: 'a request_uri that was answered before',
    error: 'invalid_request_uri',
    change: pushed({ consumed: true }),
  },
  {
    clause: 'SP-6.4',
    what: 'a request that another browser has opened',
    error: 'invalid_request_uri',
    change: pushed({ openedElsewhere: true }),
  },
  {
    clause: 'RFC9126-7.4',
    what: 'a redirect_uri that the client has given up since it pushed',
    error: 'invalid_request',
    change: (valid) => ({
      ...valid,
      client: valid.client && { ...valid.client, redirect_uris: ['https://app.example/new'] },
    }),
  },
];
