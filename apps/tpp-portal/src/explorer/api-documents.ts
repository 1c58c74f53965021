import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { BUILT_UI, type BuiltUi } from '../ui/built-ui.js';
import { operationsOf, type ApiOperation, type OpenApi } from './api-operation.js';

/** One thing that is not as a document says. */
export interface Deviation {
  /** Where: the name of a parameter, or a JSON Pointer into the body. */
  readonly place: string;
  readonly what: string;
}

const deviationsMax = 20;

/** The banks' API as its OpenAPI documents tell it: the very files that the pages show. */
@Injectable()
export class ApiDocuments {
  private readonly ajv = new Ajv2020({ allErrors: true, strict: false });
  private readonly operations = new Map<string, ApiOperation>();
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(@Inject(BUILT_UI) ui: BuiltUi) {
    ajvFormats.default(this.ajv);
    for (const { name, document } of documentsIn(join(ui.directory, 'openapi'))) {
      this.ajv.addSchema(document, name, undefined, false);
      for (const operation of operationsOf(name, document)) {
        this.operations.set(operation.id, operation);
      }
    }
  }

  list(): ApiOperation[] {
    return [...this.operations.values()];
  }

  find(id: string): ApiOperation | undefined {
    return this.operations.get(id);
  }

  /** What of a call is not as documented; the bank is the one to refuse it. */
  ofCall(
    operation: ApiOperation,
    parameters: ReadonlyMap<string, string>,
    body: unknown,
  ): Deviation[] {
    const ofParameters = operation.parameters.flatMap(({ name, required, pointer, isNumber }) => {
      const value = parameters.get(name);
      if (value === undefined) {
        return required ? [{ place: name, what: 'is missing' }] : [];
      }
      const typed = isNumber && /^-?\d+$/.test(value) ? Number(value) : value;
      return this.against(operation, pointer, typed, name);
    });
    const { bodyPointer } = operation;
    if (bodyPointer === undefined) return ofParameters;
    if (body === undefined) return [...ofParameters, { place: 'body', what: 'is missing' }];
    return [...ofParameters, ...this.against(operation, bodyPointer, body)];
  }

  /** What of an answer is not as documented. */
  ofAnswer(operation: ApiOperation, answer: { status: number; body: unknown }): Deviation[] {
    const documented = operation.answers.get(answer.status);
    if (documented === undefined) {
      return [{ place: 'status', what: `${answer.status} is not documented` }];
    }
    if (documented.schemaPointer === undefined) return [];
    if (answer.body === undefined) return [{ place: 'body', what: 'is no JSON' }];
    return this.against(operation, documented.schemaPointer, answer.body);
  }

  private against(
    { document }: ApiOperation,
    pointer: string,
    value: unknown,
    name?: string,
  ): Deviation[] {
    const $ref = `${document}#${pointer}`;
    const validate = this.validators.get($ref) ?? this.ajv.compile({ $ref });
    this.validators.set($ref, validate);
    if (validate(value)) return [];
    return (validate.errors ?? [])
      .slice(0, deviationsMax)
      .map(({ instancePath, message, params }) => ({
        place: name ?? (instancePath === '' ? 'body' : instancePath),
        what: [message ?? 'does not fit', ...detailOf(params)].join(' '),
      }));
  }
}

/** What the validator's sentence leaves out: which field is too many, which values there are. */
function detailOf(params: Readonly<Record<string, unknown>>): string[] {
  const { additionalProperty, allowedValues } = params;
  if (typeof additionalProperty === 'string') return [`(${additionalProperty})`];
  return Array.isArray(allowedValues) ? [`(${allowedValues.join(', ').slice(0, 200)})`] : [];
}

function documentsIn(folder: string): { name: string; document: OpenApi }[] {
  return filesIn(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      name: file.replace(/\.json$/, ''),
      document: JSON.parse(readFileSync(join(folder, file), 'utf8')) as OpenApi,
    }));
}

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    // Pages without the documents beside them: then there is nothing to explore.
    return [];
  }
};
