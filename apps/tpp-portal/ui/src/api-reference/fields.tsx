import type { ReactElement } from 'react';
import classes from './api-reference.module.css';
import type { ApiDocument, Schema } from './documents.js';
import { choicesOf, fieldsOf, limits, schemaAt, typeWords } from './schema-words.js';
import { Words } from './words.js';

// Deeper than any body of the API is.
const depthMax = 12;

/** The fields of a body, those within others behind a line that opens. */
export function Fields({
  document,
  schema,
  depth = 0,
}: {
  document: ApiDocument;
  schema: Schema;
  depth?: number;
}): ReactElement {
  return (
    <ul className={classes.fields}>
      {fieldsOf(document, schema).map((field) => (
        <li key={field.name} className={classes.field}>
          <p className={classes.fieldHead}>
            <code className={classes.fieldName}>{field.name}</code>
            <span className="quiet">{typeWords(document, field.schema)}</span>
            {field.required ? null : <span className={classes.optional}>optional</span>}
          </p>
          <About document={document} schema={field.schema} />
          {depth < depthMax && fieldsOf(document, field.schema).length > 0 ? (
            <details open={depth === 1 || field.name === 'Data'}>
              <summary>Fields of {field.name}</summary>
              <Fields document={document} schema={field.schema} depth={depth + 1} />
            </details>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** What is to be said of one value. */
export function About({
  document,
  schema,
}: {
  document: ApiDocument;
  schema: Schema;
}): ReactElement {
  const description = schema.description ?? schemaAt(document, schema).description;
  const choices = choicesOf(document, schema);
  const rules = limits(document, schema);
  return (
    <>
      {description === undefined
        ? null
        : description.split('\n').map((line) => (
            <p key={line}>
              <Words text={line} />
            </p>
          ))}
      {choices.length === 0 ? null : (
        <ul className={classes.choices} aria-label="Allowed values">
          {choices.map((choice) => (
            <li key={choice}>
              <code>{choice}</code>
            </li>
          ))}
        </ul>
      )}
      {rules.length === 0 ? null : <p className="quiet">{rules.join('; ')}</p>}
    </>
  );
}
