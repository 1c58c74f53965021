import type { PresentedTokenContext } from '../../src/index.js';
import { params } from '../changes.js';
import { client } from '../parties.js';
import type { Refusal } from '../refusal.js';

const noToken = (clause: string): Refusal<PresentedTokenContext> => ({
  clause,
  what: 'a request without a token',
  error: 'invalid_request',
  change: params({ token: undefined }),
});

export const revocationRefusals: readonly Refusal<PresentedTokenContext>[] = [
  noToken('RFC7009-2.1'),
];

export const introspectionRefusals: readonly Refusal<PresentedTokenContext>[] = [
  {
    clause: 'MS-6.2',
    what: 'a client that is no resource server',
    error: 'unauthorized_client',
    status: 403,
    change: (valid) => ({ ...valid, client }),
  },
  noToken('RFC7662-2.1'),
];
