import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

export type JsonSchema = Readonly<Record<string, unknown>>;

// What the format says already; the patterns of dates alone would fill pages.
const toldByFormat: readonly unknown[] = ['date-time', 'date', 'uuid', 'email', 'uri'];

/** Named schemas of one document: each stands there once, however many operations use it. */
export class SchemaComponents {
  private readonly schemas = new Map<string, JsonSchema>();

  /** The schema, or a reference to it when it has an id; throws when two schemas share an id. */
  of(type: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const { $schema: _dialect, $defs = {}, ...schema } = z.toJSONSchema(type, { io, override });
    for (const [id, definition] of Object.entries($defs)) this.add(id, definition);
    return referringHere(schema);
  }

  /** All of them, by id in order. */
  all(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private add(id: string, definition: JsonSchema): void {
    const schema = referringHere(definition);
    const known = this.schemas.get(id);
    if (known !== undefined && !isDeepStrictEqual(known, schema)) {
      throw new Error(`two schemas are called ${id}`);
    }
    this.schemas.set(id, schema);
  }
}

const referringHere = (schema: JsonSchema): JsonSchema =>
  JSON.parse(
    JSON.stringify(schema).replaceAll('"$ref":"#/$defs/', '"$ref":"#/components/schemas/'),
  ) as JsonSchema;

/** A schema as one would write it by hand. */
function override({ jsonSchema }: { readonly jsonSchema: Record<string, unknown> }): void {
  const schema = jsonSchema;
  if (toldByFormat.includes(schema['format'])) delete schema['pattern'];
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
  if ('example' in schema) {
    schema['examples'] = [schema['example']];
    delete schema['example'];
  }
  delete schema['id'];
}
