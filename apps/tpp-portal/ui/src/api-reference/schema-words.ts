import { resolved, type ApiDocument, type Schema } from './documents.js';

/** One member of an object, ready to be shown. */
export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** What stands behind a schema: itself, or what its reference names. */
export const schemaAt = (document: ApiDocument, schema: Schema): Schema =>
  schema.$ref === undefined ? schema : resolved<Schema>(document, { $ref: schema.$ref }).value;

/** The members of an object, or of the objects that a list holds. */
export function fieldsOf(document: ApiDocument, given: Schema): readonly Field[] {
  const schema = schemaAt(document, given);
  if (schema.items !== undefined) return fieldsOf(document, schema.items);
  const forms = schema.anyOf ?? schema.oneOf;
  if (forms !== undefined) return fieldsOfForms(forms.map((form) => fieldsOf(document, form)));
  return Object.entries(schema.properties ?? {}).map(([name, member]) => ({
    name,
    required: schema.required?.includes(name) === true,
    schema: member,
  }));
}

/** The members of an object that has several forms: required where each form requires it. */
function fieldsOfForms(forms: readonly (readonly Field[])[]): readonly Field[] {
  const names = [...new Set(forms.flat().map(({ name }) => name))];
  return names.map((name) => {
    const members = forms.flatMap((form) => form.filter((field) => field.name === name));
    const schemas = [...new Set(members.map(({ schema }) => JSON.stringify(schema)))];
    const [only, ...others] = schemas.map((text) => JSON.parse(text) as Schema);
    return {
      name,
      required: members.length === forms.length && members.every(({ required }) => required),
      schema: only === undefined || others.length > 0 ? { oneOf: [only ?? {}, ...others] } : only,
    };
  });
}

/** What kind of value it is, in a few words. */
export function typeWords(document: ApiDocument, given: Schema): string {
  const schema = schemaAt(document, given);
  if (schema.items !== undefined) return `list of ${typeWords(document, schema.items)}`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) {
    return [...new Set(choices.map((choice) => typeWords(document, choice)))].join(' or ');
  }
  if (schema.format !== undefined) return formatWords[schema.format] ?? schema.format;
  return [schema.type ?? 'any value'].flat().join(' or ');
}

const formatWords: Readonly<Record<string, string>> = {
  'date-time': 'date and time',
  uuid: 'UUID',
  uri: 'URL',
};

/** What a value must keep to, one sentence each. */
export function limits(document: ApiDocument, given: Schema): readonly string[] {
  const schema = schemaAt(document, given);
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, pattern } = schema;
  const forms = schema.anyOf ?? schema.oneOf ?? [];
  const ofForms = new Set(forms.map((form) => limits(document, form).join('; ')));
  ofForms.delete('');
  return [
    ...(ofForms.size === 0 ? [] : [[...ofForms].join(', or ')]),
    ...span('characters', minLength, maxLength),
    ...span('', minimum, maximum),
    ...span('entries', minItems, maxItems),
    ...(pattern === undefined ? [] : [`matches ${pattern}`]),
  ];
}

function span(unit: string, min: number | undefined, max: number | undefined): string[] {
  const counted = (range: string, of = unit): string[] => [`${range} ${of}`.trim()];
  if (min !== undefined && min === max) return counted(String(min), min === 1 ? one[unit] : unit);
  if (min !== undefined && max !== undefined) return counted(`${min} to ${max}`);
  if (max !== undefined) return counted(`at most ${max}`);
  return min === undefined || min === 0 ? [] : counted(`at least ${min}`);
}

const one: Readonly<Record<string, string>> = { characters: 'character', entries: 'entry' };

/** The values that are allowed, where they can be told one by one. */
export function choicesOf(document: ApiDocument, given: Schema): readonly string[] {
  const schema = schemaAt(document, given);
  if (schema.const !== undefined) return [valueWords(schema.const)];
  if (schema.items !== undefined) return choicesOf(document, schema.items);
  const forms = schema.anyOf ?? schema.oneOf;
  if (forms !== undefined) return forms.flatMap((form) => choicesOf(document, form));
  return (schema.enum ?? []).map(valueWords);
}

/** A value as it is written: text as it stands, anything else as JSON. */
export const valueWords = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
