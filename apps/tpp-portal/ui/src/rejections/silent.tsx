import type { ReactElement } from 'react';
import type { SilentServer } from '../api/types.js';
import classes from './rejections.module.css';

/** Says which servers did not answer, and that what is shown is therefore not all. */
export function Silent({ silent }: { silent: readonly SilentServer[] }): ReactElement {
  return (
    <>
      {silent.map(({ server, message }) => (
        <p key={server} role="alert" className={classes.silent}>
          <b>This is not all.</b> {message}
        </p>
      ))}
    </>
  );
}
