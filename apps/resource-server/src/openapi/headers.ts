import { headerParameters } from './parameters.js';

const inDocument = (name: string) => ({ $ref: `#/components/headers/${name}` });
/** Headers of every answer. */
export const always = { 'x-fapi-interaction-id': inDocument('x-fapi-interaction-id') };
/** Those of an answer to a call with a proof. */
export const withNonce = { ...always, 'DPoP-Nonce': inDocument('DPoP-Nonce') };
/** Those of an answer that asks for another token. */
export const challenged = { ...withNonce, 'WWW-Authenticate': inDocument('WWW-Authenticate') };
/** Those of an answer that asks for patience. */
export const later = { ...always, 'Retry-After': inDocument('Retry-After') };

const text = (description: string) => ({ description, schema: { type: 'string' } });

/** Headers of answers. */
export const headerComponents = {
  'x-fapi-interaction-id': {
    description: 'The name of this call: in every log, record and explanation of it.',
    required: true,
    schema: { type: 'string', format: 'uuid' },
    example: headerParameters['x-fapi-interaction-id'].example,
  },
  'DPoP-Nonce': text('The nonce for the next proof (RFC 9449 8.2).'),
  'WWW-Authenticate': text('What would do instead (RFC 6750 3, RFC 9449 7.1, RFC 9470 3).'),
  'Retry-After': {
    description: 'Seconds until it is worth another try.',
    schema: { type: 'integer', minimum: 0 },
  },
} as const;
