import { z } from 'zod';
import { errorBody } from '../open-banking/error-body.js';
import { mediaType } from '../open-banking/media-type.js';
import { openBankingCodes, type OpenBankingCode } from '../open-banking/open-banking-error.js';
import type { DescribedRoute } from './described-route.js';
import { errorSchema } from './error.schema.js';
import { always, challenged, later, withNonce } from './headers.js';
import type { OperationDescription } from './operation.decorator.js';
import { headerParameters } from './parameters.js';
import type { SchemaComponents } from './schema-components.js';

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

/** The refusals that all operations share, as components. */
export const refusalComponents = (components: SchemaComponents): object =>
  Object.fromEntries(
    Object.entries(everywhere).map(([status, refusals]) => [
      `Refused${status}`,
      refusal(Number(status), refusals, components),
    ]),
  );

/** How a call may end in a refusal, by status. */
export function refusalsOf(route: DescribedRoute, components: SchemaComponents): object {
  const hasBody = route.operation?.body !== undefined;
  const shared = Object.keys(everywhere).filter((status) => hasBody || status !== '413');
  return {
    400: refusal(400, { ...wrong, codes: codesOf(route) }, components),
    ...(route.operation?.errors?.includes('U029') === true && {
      409: refusal(409, conflict, components),
    }),
    ...Object.fromEntries(
      shared.map((status) => [status, { $ref: `#/components/responses/Refused${status}` }]),
    ),
  };
}

const wrong = {
  description: 'Something about the call is not as it must be. Nothing was done.',
  headers: withNonce,
};
const conflict: Refusals = {
  description: 'There is such a thing already. Nothing was done.',
  codes: ['U029'],
  headers: withNonce,
};

/** What may be wrong with a call, by what it is made with. */
function codesOf({ path, operation }: DescribedRoute): OpenBankingCode[] {
  const found: OpenBankingCode[] = [
    'U002',
    ...(holdsDates(operation) ? (['U003'] as const) : []),
    ...(operation?.body === undefined ? [] : (['U004', 'U005'] as const)),
    'U006',
    ...(path.includes('/:', 1) ? (['U011'] as const) : []),
    ...(operation?.errors ?? []).filter((code) => code !== 'U029'),
  ];
  return [...new Set(found)].sort();
}

/** Every list that is asked for may be so by date. */
const holdsDates = (operation: OperationDescription | undefined): boolean =>
  operation?.query !== undefined ||
  (operation?.body !== undefined &&
    JSON.stringify(z.toJSONSchema(operation.body.schema, { io: 'input' })).includes('"date-time"'));

function refusal(
  status: number,
  { description, codes, headers }: Refusals,
  components: SchemaComponents,
): object {
  if (codes.length === 0) return { description, headers };
  const named = codes.map((code) => [code, { $ref: `#/components/examples/${status}-${code}` }]);
  const examples: unknown = Object.fromEntries(named);
  const schema = components.of(errorSchema, 'output');
  return { description, headers, content: { [mediaType]: { schema, examples } } };
}

/** One body for each status and code that a document names. */
export function exampleComponents(document: object, portalUrl: string): object {
  const named = JSON.stringify(document).matchAll(/components\/examples\/(\d{3})-(U\d{3})/g);
  const pairs = [...named].map(([, status, code]) => [Number(status), code] as const);
  const bodies = pairs.map(([status, code]) => {
    const message = openBankingCodes[code as OpenBankingCode];
    const known = { interactionId: headerParameters['x-fapi-interaction-id'].example, portalUrl };
    const value = errorBody({ ...known, status, code: code as OpenBankingCode, message });
    return [`${status}-${code}`, { summary: message, value }] as const;
  });
  return Object.fromEntries(bodies.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
