import {
  isOfEveryCall,
  operationOf,
  resolved,
  type ApiDocument,
  type Parameter,
} from '../api-reference/documents.js';
import { choicesOf, limits, typeWords, valueWords } from '../api-reference/schema-words.js';

/** A parameter as a form asks for it. */
export interface FormField {
  readonly name: string;
  readonly place: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly about: string;
  readonly example: string;
  /** The values that there are; empty where any will do. */
  readonly choices: readonly string[];
  /** True for headers that every call takes. */
  readonly everywhere: boolean;
}

/** An operation as a form asks for it. */
export interface OperationForm {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly fields: readonly FormField[];
  /** An example of the body as indented JSON; undefined where there is none. */
  readonly body?: string;
  /** Media type of a good answer, without parameters. */
  readonly accept: string;
}

// Set by whoever holds the key or follows the call.
const ofTheCaller = ['DPoP', 'x-fapi-interaction-id'];

/** The form of an operation; undefined where the document has none of this id. */
export function formOf(document: ApiDocument, id: string): OperationForm | undefined {
  const found = operationOf(document, id);
  if (found === undefined) return undefined;
  const { operation, method, path } = found;
  const [media] = Object.values(operation.requestBody?.content ?? {});
  const good = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1];
  const answers = good === undefined || '$ref' in good ? {} : (good.content ?? {});
  return {
    ...{ id, method, path, summary: operation.summary },
    description: operation.description ?? '',
    fields: operation.parameters
      .map((one) => resolved<Parameter>(document, one).value)
      .filter(({ name }) => !ofTheCaller.includes(name))
      .map((one) => fieldOf(document, one)),
    ...(media !== undefined && { body: JSON.stringify(media.example ?? {}, null, 2) }),
    accept: Object.keys(answers)[0]?.split(';')[0] ?? 'application/json',
  };
}

function fieldOf(document: ApiDocument, parameter: Parameter): FormField {
  const { name, in: place, required, description, schema, example } = parameter;
  const kind = [typeWords(document, schema), ...limits(document, schema)].join(', ');
  return {
    name,
    place: place === 'path' || place === 'query' ? place : 'header',
    required: required === true,
    about: description ?? kind,
    example: example === undefined ? '' : valueWords(example),
    choices: choicesOf(document, schema),
    everywhere: isOfEveryCall(document, parameter),
  };
}

/** What was filled in, empty fields left out. */
export const filledIn = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

/** Path and query as they will be sent; a missing part of the path stays in braces. */
export function targetOf(
  { path, fields }: OperationForm,
  values: Readonly<Record<string, string>>,
): string {
  const filled = path.replace(/\{(\w+)\}/g, (braces, name: string) => {
    const value = values[name] ?? '';
    return value === '' ? braces : encodeURIComponent(value);
  });
  const query = new URLSearchParams(
    fields.flatMap(({ name, place }) => {
      const value = values[name] ?? '';
      return place === 'query' && value !== '' ? [[name, value]] : [];
    }),
  ).toString();
  return query === '' ? filled : `${filled}?${query}`;
}
