import type { z } from 'zod';
import type { OperationDescription } from './operation.decorator.js';
import type { JsonSchema, SchemaComponents } from './schema-components.js';

interface Parameter {
  readonly name: string;
  readonly in: 'header' | 'path' | 'query';
  readonly required?: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
  readonly example?: unknown;
}

const header = (name: string, description: string, schema: JsonSchema, example: string) =>
  ({ name, in: 'header', description, schema: { type: 'string', ...schema }, example }) as const;

/** Headers that every operation takes, and those that some of them take. */
export const headerParameters = {
  'x-fapi-interaction-id': header(
    'x-fapi-interaction-id',
    'A name for this call. A UUID comes back as it was sent; without one, or with anything else, the bank makes one.',
    { format: 'uuid' },
    '93bac548-d2de-4546-b106-880a5018460d',
  ),
  'x-fapi-auth-date': header(
    'x-fapi-auth-date',
    'When the customer last signed in to the app: a date of HTTP (RFC 9110 5.6.7).',
    {
      pattern:
        '^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} (GMT|UTC)$',
    },
    'Sun, 10 Sep 2017 19:43:31 UTC',
  ),
  'x-fapi-customer-ip-address': header(
    'x-fapi-customer-ip-address',
    'The address that the customer uses the app from, if they are there.',
    { anyOf: [{ format: 'ipv4' }, { format: 'ipv6' }] },
    '203.0.113.7',
  ),
  'x-fapi-end-user-present': header(
    'x-fapi-end-user-present',
    'Whether the customer is there. Without it an address says that they are.',
    { enum: ['true', 'false'] },
    'true',
  ),
  'x-customer-user-agent': header(
    'x-customer-user-agent',
    'What the customer uses the app with.',
    { minLength: 1, maxLength: 512 },
    'Tally/2.1 (iPhone; iOS 19.1)',
  ),
  DPoP: header(
    'DPoP',
    'A proof for this call (RFC 9449), signed with the key that the access token is bound to. Not needed where the token is bound to the certificate of the connection.',
    {},
    'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Li4ufX0.eyJqdGkiOiIuLi4ifQ.c2ln',
  ),
  'x-idempotency-key': {
    ...header(
      'x-idempotency-key',
      'Under one key an order is carried out once: the same body again is answered with what stands there now, another body is refused. It counts for 24 hours.',
      { minLength: 1, maxLength: 40, pattern: '^[\\x21-\\x7e]+( +[\\x21-\\x7e]+)*$' },
      'b9f4c1de-7a06-4a4e-9e1f-2f8b1f3e6a55',
    ),
    required: true,
  },
} as const satisfies Record<string, Parameter>;

const onEveryCall = [
  'x-fapi-interaction-id',
  'x-fapi-auth-date',
  'x-fapi-customer-ip-address',
  'x-fapi-end-user-present',
  'x-customer-user-agent',
  'DPoP',
] as const;

/** Everything that a call is made with but its body. */
export const parametersOf = (
  path: string,
  { headers = [], query }: OperationDescription,
  components: SchemaComponents,
): object[] => [
  ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => pathParameter(name)),
  ...(query === undefined ? [] : queryParameters(query, components)),
  ...[...onEveryCall, ...headers].map((name) => ({ $ref: `#/components/parameters/${name}` })),
];

const pathParameter = (name: string): Parameter => ({
  name,
  in: 'path',
  required: true,
  description: 'An id that the bank gave.',
  schema: { type: 'string', format: 'uuid' },
  example: '0193a5f0-6f4b-7c1e-9a52-3d7e4c8b1f60',
});

const queryParameters = (query: z.ZodObject, components: SchemaComponents): Parameter[] =>
  Object.entries(query.shape).map(([name, type]) => {
    const {
      description = '',
      examples,
      default: fallback,
      ...schema
    } = components.of(type as z.ZodType, 'input') as JsonSchema & {
      readonly description?: string;
      readonly examples?: readonly unknown[];
    };
    const [example] = examples ?? [];
    return {
      name,
      in: 'query',
      ...((type as z.ZodType).safeParse(undefined).success ? {} : { required: true }),
      description,
      schema: { ...schema, ...(fallback !== undefined && { default: fallback }) },
      ...(example !== undefined && { example }),
    };
  });
