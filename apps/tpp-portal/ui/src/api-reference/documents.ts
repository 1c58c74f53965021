/** A schema as the API's documents use them. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

interface Reference {
  readonly $ref: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
  readonly example?: unknown;
}

export interface Media {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, Reference>>;
}

export interface ApiResponse {
  readonly description: string;
  readonly content?: Readonly<Record<string, Media>>;
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly parameters: readonly (Parameter | Reference)[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, ApiResponse | Reference>>;
  readonly 'x-permissions'?: readonly (readonly string[])[];
  readonly 'x-authorization-details-type'?: string;
}

/** An OpenAPI 3.1 document, as far as these pages read it. */
export interface ApiDocument {
  readonly info: { readonly title: string; readonly summary: string };
  readonly servers: readonly {
    readonly url: string;
    readonly variables: Readonly<Record<string, { readonly default: string }>>;
  }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface IndexedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
}

/** What the pages know of a document before they read it. */
export interface IndexedDocument {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly operations: readonly IndexedOperation[];
}

/** The operations of a document, in its order. */
export const indexOf = (name: string, { info, paths }: ApiDocument): IndexedDocument => ({
  name,
  title: info.title,
  summary: info.summary,
  operations: Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, summary, tags }]) => ({
      ...{ id: operationId, method: method.toUpperCase(), path, summary, tag: tags[0] ?? '' },
    })),
  ),
});

/** Documents with the operations alone that hold these words; those without any are left out. */
export function found(
  documents: readonly IndexedDocument[],
  words: string,
): readonly IndexedDocument[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return documents.flatMap((document) => {
    const operations = document.operations.filter(({ method, path, summary, tag }) => {
      const text = `${method} ${path} ${summary} ${tag} ${document.title}`.toLowerCase();
      return wanted.every((word) => text.includes(word));
    });
    return operations.length === 0 ? [] : [{ ...document, operations }];
  });
}

/** What a reference of the document leads to, and its name; anything else as it stands. */
export function resolved<T extends object>(
  document: ApiDocument,
  value: T | Reference,
): { readonly value: T; readonly name?: string } {
  if (!('$ref' in value) || typeof value.$ref !== 'string') return { value: value as T };
  const [, , kind = '', name = ''] = value.$ref.split('/');
  return { value: document.components[kind]?.[name] as T, name };
}

/** Where a sandbox serves it that starts by default. */
export function baseUrl({ servers }: ApiDocument): string {
  const [first] = servers;
  return (first?.url ?? '').replace(
    /\{(\w+)\}/g,
    (_, name: string) => first?.variables[name]?.default ?? name,
  );
}

/** Whether every operation takes this header, so that nobody need read of it twice. */
export const isOfEveryCall = ({ paths }: ApiDocument, { name, in: place }: Parameter): boolean =>
  place === 'header' &&
  Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .every(({ parameters }) =>
      parameters.some((one) => '$ref' in one && one.$ref.endsWith(`/${name}`)),
    );

/** The operation of that id, with its method and path. */
export const operationOf = (
  { paths }: ApiDocument,
  id: string,
): { readonly operation: Operation; readonly method: string; readonly path: string } | undefined =>
  Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        ...{ operation, path, method: method.toUpperCase() },
      })),
    )
    .find(({ operation }) => operation.operationId === id);
