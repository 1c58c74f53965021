import type { ReactElement } from 'react';
import type { Missing } from './types.js';
import classes from './operator.module.css';

const names: Readonly<Record<string, string>> = {
  'authorization-server': 'authorization server',
  'resource-server': 'resource server',
};

/** Says who did not answer, and that what is shown is without it. */
export function Silent({ silent }: { silent: readonly Missing[] }): ReactElement {
  return (
    <>
      {silent.map(({ server, message }) => (
        <p key={server} role="alert" className={classes.notice}>
          <b>Without the {names[server] ?? server}.</b> {message}
        </p>
      ))}
    </>
  );
}
