import type { ReactElement } from 'react';
import { Method } from '../api-reference/navigation.js';
import { Words } from '../api-reference/words.js';
import type { OperationForm } from './operation-form.js';
import classes from './explorer.module.css';

/** What is called, and where the call goes as it is filled in. */
export function OperationHead({
  form: { summary, method, description },
  target,
  base,
}: {
  form: OperationForm;
  target: string;
  base: string;
}): ReactElement {
  return (
    <header className={classes.operationHead}>
      <h2>{summary}</h2>
      <p className={classes.address}>
        <Method of={method} />
        <code>
          <span className={classes.base}>{base}</span>
          {target}
        </code>
      </p>
      {description === '' ? null : (
        <p className="quiet">
          <Words text={description} />
        </p>
      )}
    </header>
  );
}
