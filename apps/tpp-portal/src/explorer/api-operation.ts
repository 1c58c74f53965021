/** An OpenAPI 3.1 document, as far as calls are made from it. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly object[];
  readonly requestBody?: { readonly content: Readonly<Record<string, object>> };
  readonly responses: Readonly<Record<string, object>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}

export interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  /** JSON Pointer to its schema. */
  readonly pointer: string;
  readonly isNumber: boolean;
}

/** An operation of the API, ready to be called: nothing but what its document says. */
export interface ApiOperation {
  readonly id: string;
  readonly document: string;
  readonly summary: string;
  readonly method: string;
  /** The path with its `{parameters}`, below the API's base. */
  readonly template: string;
  readonly parameters: readonly ApiParameter[];
  /** JSON Pointer to the schema of the body; undefined where there is none. */
  readonly bodyPointer?: string;
  /** Media type of a good answer, without parameters. */
  readonly accept: string;
  readonly answers: ReadonlyMap<number, { readonly schemaPointer?: string }>;
  /** Scopes of the tokens it takes: those a customer gave, those of the client itself. */
  readonly customerScopes: readonly string[];
  readonly clientScopes: readonly string[];
}

interface Found {
  readonly at: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Every operation of a document. */
export function operationsOf(name: string, document: OpenApi): ApiOperation[] {
  return Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, documented]) =>
      operationOf(name, document, { template, method, documented }),
    ),
  );
}

function operationOf(
  name: string,
  document: OpenApi,
  place: { template: string; method: string; documented: DocumentedOperation },
): ApiOperation {
  const { template, method, documented } = place;
  const base = pointer(['paths', template, method]);
  const [bodyType] = Object.keys(documented.requestBody?.content ?? {});
  const answers = Object.entries(documented.responses).map(([status, response]) => {
    const { at, value } = followed(document, response, `${base}/responses/${status}`);
    const [type] = Object.keys(value['content'] ?? {});
    const schemaPointer = `${at}/${pointerPart('content')}/${pointerPart(type ?? '')}/schema`;
    return {
      status: Number(status),
      type,
      ...(type?.startsWith('application/json') === true && { schemaPointer }),
    };
  });
  const good = answers.find(({ status }) => status < 300);
  const scopes = (scheme: string): string[] => [
    ...new Set(documented.security.flatMap((one) => one[scheme] ?? [])),
  ];
  return {
    ...{ id: documented.operationId, document: name, summary: documented.summary, template },
    method: method.toUpperCase(),
    parameters: documented.parameters.flatMap((one, index) =>
      parameterOf(followed(document, one, `${base}/parameters/${index}`)),
    ),
    ...(bodyType !== undefined && {
      bodyPointer: `${base}/requestBody/content/${pointerPart(bodyType)}/schema`,
    }),
    accept: good?.type?.split(';')[0] ?? 'application/json',
    answers: new Map(answers.map(({ status, ...answer }) => [status, answer])),
    customerScopes: scopes('customerToken'),
    clientScopes: scopes('clientToken'),
  };
}

// Set by whoever holds the key or follows the call, never by who fills in a form.
const ofTheCaller: readonly string[] = ['dpop', 'authorization', 'x-fapi-interaction-id'];

function parameterOf({ at, value }: Found): ApiParameter[] {
  const { name, in: place, required } = value;
  if (typeof name !== 'string' || ofTheCaller.includes(name.toLowerCase())) return [];
  if (place !== 'path' && place !== 'query' && place !== 'header') return [];
  const { type } = (value['schema'] ?? {}) as { type?: unknown };
  const isNumber = type === 'integer' || type === 'number';
  return [{ name, in: place, required: required === true, pointer: `${at}/schema`, isNumber }];
}

/** What stands at a place of the document, through a reference where there is one. */
function followed({ components }: OpenApi, value: object, at: string): Found {
  const { $ref } = value as { $ref?: unknown };
  if (typeof $ref !== 'string') return { at, value: value as Found['value'] };
  const [, , kind = '', name = ''] = $ref.split('/');
  return {
    at: pointer(['components', kind, name]),
    value: (components[kind]?.[name] ?? {}) as Found['value'],
  };
}

const pointerPart = (part: string): string =>
  encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

const pointer = (parts: readonly string[]): string => `/${parts.map(pointerPart).join('/')}`;
