import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { HttpsAnswer, HttpsCall } from './https-exchange.js';

/** An OpenAPI 3.1 document under its name, as far as answers are held against it. */
export interface ContractDocument {
  readonly name: string;
  readonly document: object;
}

interface Response {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, object>>;
}

interface Operation {
  readonly template: string;
  readonly document: string;
  readonly path: RegExp;
  readonly method: string;
  readonly responses: Readonly<Record<string, Response>>;
}

interface OpenApi {
  readonly paths: Readonly<
    Record<string, Record<string, { readonly responses: Record<string, Response> }>>
  >;
  readonly components: { readonly responses: Readonly<Record<string, Response>> };
}

// What may be said of a call that is none of any operation.
const strayStatuses: readonly number[] = [400, 401, 404, 405, 408, 413, 414, 415, 421, 431];
const errorSchema = '/components/schemas/ErrorResponse';
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Holds what an API answers against its own documents: statuses, media types, headers and every field of a body. */
export class ApiContract {
  private readonly ajv = new Ajv2020({ allErrors: true, strict: false });
  private readonly operations: readonly Operation[];
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly first: string;

  /** `apiPath` is what every path of the documents stands below, after the bank: `open-banking/v4.0`. */
  constructor(
    documents: readonly ContractDocument[],
    private readonly apiPath: string,
  ) {
    ajvFormats.default(this.ajv);
    this.first = documents[0]?.name ?? '';
    for (const { name, document } of documents)
      this.ajv.addSchema(document, name, undefined, false);
    this.operations = documents.flatMap(({ name, document }) =>
      operationsOf(name, document as OpenApi),
    );
  }

  /** Throws an error that names the call and the place of what is not as documented. */
  check({ method, url }: HttpsCall, answer: HttpsAnswer): void {
    const [, below] = new RegExp(`^/[^/]+/${this.apiPath}(/.*)$`).exec(url.pathname) ?? [];
    if (below === undefined) return;
    const asked = method === 'HEAD' ? 'GET' : method;
    const found = this.operations.find((one) => one.method === asked && one.path.test(below));
    const faults = [
      ...(uuid.test(answer.header('x-fapi-interaction-id') ?? '')
        ? []
        : ['no x-fapi-interaction-id']),
      ...(found === undefined ? this.strayFaults(answer) : this.faults(found, method, answer)),
    ];
    if (faults.length === 0) return;
    const told = `${method} ${url.pathname} was answered ${answer.status}, not as documented`;
    throw new Error(`${told}: ${faults.join('; ')}\n${answer.body.slice(0, 2000)}`);
  }

  private strayFaults(answer: HttpsAnswer): string[] {
    if (!strayStatuses.includes(answer.status)) return ['no document knows this operation'];
    return answer.body === '' ? [] : this.bodyFaults(this.first, errorSchema, answer);
  }

  private faults(
    { document, template, responses, method: verb }: Operation,
    method: string,
    answer: HttpsAnswer,
  ) {
    const { status } = answer;
    const response = responses[status];
    if (response === undefined) return [`no ${status} is documented`];
    const missing = Object.keys(response.headers ?? {})
      .filter((name) => mustBeThere(name, status) && answer.header(name) === undefined)
      .map((name) => `the header ${name} is missing`);
    const [documented] = Object.keys(response.content ?? {});
    if (documented === undefined || method === 'HEAD') {
      return [...missing, ...(answer.body === '' ? [] : ['no body is documented'])];
    }
    const sent = answer.header('content-type');
    if (sent !== documented)
      return [...missing, `${sent ?? 'nothing'} came instead of ${documented}`];
    if (!documented.startsWith('application/json')) return missing;
    const place = ['paths', template, verb.toLowerCase(), 'responses', String(status)];
    const at = response.$ref ?? `/${place.map(escaped).join('/')}`;
    return [
      ...missing,
      ...this.bodyFaults(document, `${at}/content/${escaped(documented)}/schema`, answer),
    ];
  }

  private bodyFaults(document: string, at: string, answer: HttpsAnswer): string[] {
    const validate = this.validator(`${document}#${at}`);
    let body: unknown;
    try {
      body = answer.json();
    } catch {
      return ['the body is no JSON'];
    }
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath || '/'} ${message ?? ''} ${JSON.stringify(params)}`,
    );
  }

  private validator($ref: string): ValidateFunction {
    const known = this.validators.get($ref);
    if (known !== undefined) return known;
    const validate = this.ajv.compile({ $ref });
    this.validators.set($ref, validate);
    return validate;
  }
}

/** The rest depends on the call. */
const mustBeThere = (name: string, status: number): boolean =>
  (name === 'WWW-Authenticate' && status === 401) || (name === 'Retry-After' && status === 429);

const escaped = (part: string): string =>
  encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

function operationsOf(document: string, { paths, components }: OpenApi): Operation[] {
  const resolved = (response: Response): Response => {
    if (response.$ref === undefined) return response;
    const name = response.$ref.split('/').at(-1) ?? '';
    return { ...components.responses[name], $ref: response.$ref.slice(1) };
  };
  return Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({
      ...{ document, template, method: method.toUpperCase() },
      path: new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`),
      responses: Object.fromEntries(
        Object.entries(responses).map(([status, response]) => [status, resolved(response)]),
      ),
    })),
  );
}
