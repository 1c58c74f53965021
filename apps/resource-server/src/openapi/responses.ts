import { errorBody } from '../open-banking/error-body.js';
import { openBankingCodes, type OpenBankingCode } from '../open-banking/open-banking-error.js';
import { headerParameters } from './parameters.js';
import type { DescribedRoute } from './described-route.js';
import { errorSchema } from './error.schema.js';
import type { SchemaComponents } from './schema-components.js';

/** The one representation of bodies. */
export const json = 'application/json; charset=utf-8';

const inDocument = (name: string) => ({ $ref: `#/components/headers/${name}` });
const always = { 'x-fapi-interaction-id': inDocument('x-fapi-interaction-id') };
const withNonce = { ...always, 'DPoP-Nonce': inDocument('DPoP-Nonce') };
const challenged = { ...withNonce, 'WWW-Authenticate': inDocument('WWW-Authenticate') };
const later = { ...always, 'Retry-After': inDocument('Retry-After') };

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

interface Refusals {
  readonly description: string;
  readonly codes: readonly OpenBankingCode[];
  readonly headers: object;
}

/** Refusals that any operation may end in, by their status. */
const everywhere: Readonly<Record<string, Refusals>> = {
  401: {
    description:
      'Without a token and a proof that are good at this moment nothing is told: there is a challenge, and no body.',
    codes: [],
    headers: challenged,
  },
  403: {
    description:
      'The token is good, but not for this: another scope, permission, account or owner; or the customer must authenticate again.',
    codes: ['U008', 'U028'],
    headers: challenged,
  },
  404: { description: 'There is no such bank.', codes: ['U011'], headers: always },
  406: { description: 'Only JSON is available.', codes: ['U006'], headers: withNonce },
  413: { description: 'The body is longer than 128 KiB.', codes: ['U000'], headers: always },
  414: { description: 'A part of the path is too long.', codes: ['U002'], headers: always },
  415: { description: 'Only JSON is understood.', codes: ['U006'], headers: always },
  429: { description: 'Too many calls.', codes: ['U000'], headers: later },
  431: { description: 'The headers are longer than 16 KiB.', codes: ['U006'], headers: always },
  500: {
    description: 'The bank made a mistake. Nothing was done.',
    codes: ['U000'],
    headers: always,
  },
  503: { description: 'The bank cannot answer now.', codes: ['U000'], headers: later },
};

/** The refusals of every operation, as components. */
export const refusalComponents = (components: SchemaComponents, portalUrl: string) =>
  Object.fromEntries(
    Object.entries(everywhere).map(([status, refusals]) => [
      nameOf(status),
      refusal(Number(status), refusals, components, portalUrl),
    ]),
  );

const nameOf = (status: string): string => `Refused${status}`;

/** How a call may end. */
export const responsesOf = (
  route: DescribedRoute,
  components: SchemaComponents,
  portalUrl: string,
): object => {
  const bodiless = route.method === 'GET' || route.method === 'DELETE';
  const shared = Object.keys(everywhere).filter((status) => !(bodiless && status === '413'));
  const wrong = {
    description: 'Something about the call is not as it must be. Nothing was done.',
    codes: codesOf(route),
    headers: withNonce,
  };
  return {
    [route.status]: success(route, components),
    400: refusal(400, wrong, components, portalUrl),
    ...Object.fromEntries(
      shared.map((status) => [status, { $ref: `#/components/responses/${nameOf(status)}` }]),
    ),
  };
};

/** What may be wrong with a call, by what it is made with. */
function codesOf({ path, operation }: DescribedRoute): OpenBankingCode[] {
  const found: OpenBankingCode[] = [
    'U002',
    ...(operation?.query === undefined ? [] : (['U003'] as const)),
    ...(operation?.body === undefined ? [] : (['U004', 'U005'] as const)),
    'U006',
    ...(path.includes('{') || path.includes('/:', 2) ? (['U011'] as const) : []),
    ...(operation?.errors ?? []),
  ];
  return [...new Set(found)].sort();
}

function success({ operation, status }: DescribedRoute, components: SchemaComponents): object {
  const { answer, summary = '' } = operation ?? {};
  const description = answer === undefined ? 'Done; there is no body.' : `${summary}.`;
  if (answer === undefined) return { description, headers: withNonce };
  const { schema, example, mediaType = json } = answer;
  const content = {
    schema: components.of(schema, 'output'),
    ...(example !== undefined && { example }),
  };
  return {
    description: status === 201 ? `Made. ${description}` : description,
    headers: withNonce,
    content: { [mediaType]: content },
  };
}

function refusal(
  status: number,
  { description, codes, headers }: Refusals,
  components: SchemaComponents,
  portalUrl: string,
): object {
  if (codes.length === 0) return { description, headers };
  const examples = Object.fromEntries(
    codes.map((code) => [code, { summary: openBankingCodes[code], value: example(code) }]),
  );
  return {
    description,
    headers,
    content: { [json]: { schema: components.of(errorSchema, 'output'), examples } },
  };
  function example(code: OpenBankingCode) {
    const interactionId = headerParameters['x-fapi-interaction-id'].example;
    return errorBody({ interactionId, status, code, message: openBankingCodes[code], portalUrl });
  }
}
