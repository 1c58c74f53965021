import type { ReactElement } from 'react';
import classes from './api-reference.module.css';
import type { ApiDocument, Parameter } from './documents.js';
import { About } from './fields.js';
import { valueWords } from './schema-words.js';
import { Words } from './words.js';

/** What a call is made with but its body, each with its rules. */
export function ParameterList({
  of,
  document,
}: {
  of: readonly Parameter[];
  document: ApiDocument;
}): ReactElement {
  return (
    <ul className={classes.fields}>
      {of.map(({ name, required, description, schema, example }) => (
        <li key={name} className={classes.field}>
          <p className={classes.fieldHead}>
            <code className={classes.fieldName}>{name}</code>
            {required === true ? null : <span className={classes.optional}>optional</span>}
          </p>
          {description === undefined ? null : (
            <p>
              <Words text={description} />
            </p>
          )}
          <About document={document} schema={schema} />
          {example === undefined ? null : (
            <p className="quiet">
              Such as <code>{valueWords(example)}</code>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
